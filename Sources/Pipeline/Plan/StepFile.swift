public import BuildFoundation
public import SystemPackage

/// A file that a step reads and that may have to be fetched: its content is known, and it is here when it is asked for.
public protocol StepFile: Sendable {
  /// What its content is.
  var digest: Digest { get }
  /// What a build made from it reports as its inputs: names to digests.
  var inputs: [String: String] { get }

  /// The file with exactly that content, on this machine; do not change it.
  ///
  /// `onProcess` gets the programs that are started for it. Throws `BuildError`.
  func path(
    report: StepReport, onProcess: @escaping @Sendable (_ name: String, _ pid: Int32) -> Void
  ) async throws -> FilePath
}
