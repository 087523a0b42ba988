/// One change to the disk, ready to be applied.
public protocol BuildStep: Sendable {
  /// What the reader sees.
  var title: String { get }
  /// Where the recipe asks for it, as `file:line:column`; nil for a step that no recipe asks for.
  var origin: String? { get }
  /// Where it runs.
  var place: GuestPlace { get }
  /// How long it may take.
  var limit: Duration { get }
  /// Whether the result depends on something that the key cannot see, such as a package mirror.
  ///
  /// Such a step's layer is used again on the same day only.
  var dependsOnOutside: Bool { get }

  /// Every input that decides the result; throws when a file that it names cannot be read.
  func keyFields() throws -> [KeyField]

  /// Makes the change; throws `BuildError`.
  func apply(to guest: any Guest, report: StepReport) async throws
}

extension BuildStep {
  /// Most steps that are no recipe's are imgbuild's own.
  public var origin: String? { nil }
  /// Most steps see all that decides their result.
  public var dependsOnOutside: Bool { false }
}
