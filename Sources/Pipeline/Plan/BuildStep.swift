public import BuildFoundation
public import Recipes

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
  /// How often it is tried again, on the same disk, after it failed.
  var retries: Int { get }
  /// The virtual size that the disk must have at least when the step is applied; nil for any.
  var diskSize: ByteCount? { get }
  /// Whether the result depends on something that the key cannot see, such as a package mirror.
  ///
  /// Such a step's layer is used again as long as the guest's package repositories serve the same, or
  /// on the same day only where that cannot be known.
  var dependsOnOutside: Bool { get }
  /// How long its layer is good for.
  var cache: StepCache { get }
  /// Files from outside that it is made from: names to digests.
  var pins: [String: String] { get }

  /// Every input that decides the result; throws when a file that it names cannot be read.
  func keyFields() throws -> [KeyField]

  /// The package repositories that the guest has now, for a step that depends on nothing else outside;
  /// nil when they cannot be told.
  func repositories(in guest: any Guest) async throws -> [GuestRepository]?

  /// Why the step has nothing to do in this guest; nil when it is to be applied.
  func reasonToSkip(in guest: any Guest) async throws -> String?

  /// Throws a `host` error when this machine lacks what the step needs; called before the build.
  func checkHost() throws

  /// Makes the change; throws `BuildError`.
  func apply(to guest: any Guest, report: StepReport) async throws

  /// Makes the change, for a step that keeps files or starts programs on this machine.
  ///
  /// This is what a build calls.
  func apply(to guest: any Guest, scratch: BuildScratch, report: StepReport) async throws
}

extension BuildStep {
  /// Most steps that are no recipe's are imgbuild's own.
  public var origin: String? { nil }
  /// Most steps read nothing from outside that could be named.
  public var pins: [String: String] { [:] }
  /// Most steps fail for good.
  public var retries: Int { 0 }
  /// Most steps take the disk as it is.
  public var diskSize: ByteCount? { nil }
  /// Most steps need nothing of this machine but the guest.
  public func checkHost() throws {}
  /// Most steps work in the guest alone.
  public func apply(to guest: any Guest, scratch: BuildScratch, report: StepReport) async throws {
    try await apply(to: guest, report: report)
  }
  /// Most steps see all that decides their result.
  public var dependsOnOutside: Bool { false }
  /// Most steps do not say.
  public var cache: StepCache { .auto }
  /// Most steps have nothing to do with repositories.
  public func repositories(in guest: any Guest) async throws -> [GuestRepository]? { nil }

  /// Most steps are always applied.
  public func reasonToSkip(in guest: any Guest) async throws -> String? { nil }
}
