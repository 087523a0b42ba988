import BuildFoundation
import Pipeline
import SystemPackage

/// A file of a step, brought here as those of bases are.
struct FetchedStepFile: StepFile {
  let pinned: PinnedFile
  let downloads: FilePath

  var digest: Digest { pinned.digest }
  var inputs: [String: String] { pinned.inputs }

  func path(
    report: StepReport, onProcess: @escaping @Sendable (String, Int32) -> Void
  ) async throws -> FilePath {
    try await FileFetcher(downloads: downloads, report: report, onProcess: onProcess).file(pinned)
  }
}
