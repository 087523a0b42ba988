import BuildFoundation
import Foundation
public import Pipeline
import Recipes
public import SystemPackage

/// Brings the files that recipes name onto this host, checked.
///
/// Files from the network are kept by digest in a folder that all builds share: two that want the
/// same one fetch it once, and one that was interrupted goes on where it was.
public struct FileFetcher: Sendable {
  let downloads: FilePath
  let report: StepReport
  let onProcess: @Sendable (String, Int32) -> Void
  let pause: @Sendable (Duration) async throws -> Void

  /// A fetcher that keeps files in `downloads`, and says on `report` what it does.
  ///
  /// `onProcess` gets the processes that it starts, for whoever must find them after a crash.
  public init(
    downloads: FilePath, report: StepReport,
    onProcess: @escaping @Sendable (_ name: String, _ pid: Int32) -> Void = { _, _ in }
  ) {
    self.init(downloads: downloads, report: report, onProcess: onProcess) {
      try await Task.sleep(for: $0)
    }
  }

  init(
    downloads: FilePath, report: StepReport,
    onProcess: @escaping @Sendable (String, Int32) -> Void = { _, _ in },
    pause: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.downloads = downloads
    self.report = report
    self.onProcess = onProcess
    self.pause = pause
  }

  /// The file, whole and with the pinned digest: that of the user, or one in the shared folder.
  ///
  /// Do not change it. Throws `BuildError`; a file with another digest is not kept.
  public func file(_ pinned: PinnedFile) async throws -> FilePath {
    switch pinned.source.place {
    case .file(let file):
      report.progress("checking \(pinned.name)")
      let found = try await FileHasher().digest(of: file.path, by: pinned.digest.algorithm)
      guard found == pinned.digest else {
        throw mismatch(
          pinned.digest, found, of: file.name,
          hint: pinned.source.checksum == nil
            ? "it was changed while it was used"
            : "is the checksum in the recipe that of this file?")
      }
      return file.path
    case .urls(let urls):
      return try await tellingFailures {
        try await download(urls.map { DownloadURL($0.value) }, pinned)
      }
    }
  }

  private func download(_ urls: [DownloadURL], _ pinned: PinnedFile) async throws -> FilePath {
    let folder = try DownloadFolder(downloads)
    let digest = pinned.digest
    let name = "\(digest.algorithm.rawValue)-\(digest.hex)"
    if folder.has(digest) { return folder.used(digest) }
    let lock = try await folder.lock(name) {
      report.progress("waiting for another build that fetches \(pinned.name)")
    }
    defer { withExtendedLifetime(lock) {} }
    if folder.has(digest) { return folder.used(digest) }
    return try await firstMirror(of: urls, doing: "fetching \(pinned.name)") { url in
      let transfer = transfer(url, to: folder.partial(name))
      try await fetch(transfer, digest)
      transfer.removeHeaders()
      try folder.publish(transfer.file, as: digest)
      return folder.file(digest)
    }
  }

  private func fetch(_ transfer: Transfer, _ digest: Digest) async throws {
    let result = try await transfer.run()
    var found = try await self.digest(of: transfer, digest.algorithm)
    if found != digest, result.wasResumed {
      // The beginning was another mirror's, or of another day.
      transfer.remove()
      _ = try await transfer.run()
      found = try await self.digest(of: transfer, digest.algorithm)
    }
    guard found == digest else {
      transfer.remove()
      throw mismatch(
        digest, found, of: transfer.url.shown,
        hint: "the server has another file than the one that the checksum is of: a newer release, "
          + "or one that somebody changed")
    }
  }

  private func digest(
    of transfer: Transfer, _ algorithm: Digest.Algorithm
  ) async throws -> Digest {
    report.progress("checking \(transfer.url.name)")
    return try await FileHasher().digest(of: transfer.file, by: algorithm)
  }

  private func mismatch(
    _ expected: Digest, _ found: Digest, of file: String, hint: String
  ) -> BuildError {
    BuildError(
      .buildFailed,
      "checking \(file): its \(expected.algorithm.rawValue) is \(found.hex), and should be "
        + "\(expected.hex)", hint: hint)
  }
}
