import BuildFoundation
import Foundation
import SystemPackage

extension Domain {
  /// What `withStillDisk` tells its body.
  public struct StillDisk: Sendable {
    /// Why the file systems could not be frozen for the moment of the snapshot; nil when they were.
    ///
    /// Without, the disk is as after a power cut.
    public var unfrozen: String?
  }

  /// How long a commit may take; what a busy guest writes during a copy is gigabytes at most.
  private static let commitLimit = Duration.seconds(3600)

  /// Runs `body` while nothing writes to the files of the disk `target` of a running domain; the
  /// guest goes on, and writes to `overlay`.
  ///
  /// Afterwards, also when `body` throws or the task is cancelled, what was written is in the disk's own
  /// file, the domain uses that one, and the overlay is gone. Throws what `body` throws; and an error that
  /// says what to do by hand when the domain could not be brought back.
  public nonisolated func withStillDisk<Result: Sendable>(
    _ target: String, overlay: SnapshotOverlay, uri: String,
    progress: @escaping @Sendable (String, Double?) -> Void = { _, _ in },
    _ body: @Sendable (StillDisk) async throws -> Result
  ) async throws -> Result {
    progress("freezing the guest's file systems", nil)
    let source = try await disk(target, doing: "looking for the disk").source
    // Tasks of their own: half a snapshot or half a commit would leave a domain that is not as it was.
    let still = try await Task { try await self.holdStill(target, overlay.path) }.value
    let result: Swift.Result<Result, any Error>
    do {
      try Task.checkCancellation()
      result = .success(try await body(still))
    } catch {
      result = .failure(error)
    }
    try await Task {
      do {
        try await self.bringBack(target, to: source, progress)
      } catch var error as BuildError {
        error.hint = overlay.remedy(
          domain: self.name, disk: target, uri: uri,
          isRunning: (try? self.handle.state())?.isStopped == false)
        if case .failure(let reason) = result { error.cause = reason }
        throw error
      }
      try self.remove(overlay)
    }.value
    return try result.get()
  }

  private nonisolated func holdStill(_ target: String, _ overlay: FilePath) async throws
    -> StillDisk
  {
    do {
      // First a sign of life: libvirt itself waits for the agent without a limit.
      try await GuestAgent(of: self).ping()
      try await beginWriting(to: overlay, inPlaceOf: target, freezingFileSystems: true)
      return StillDisk()
    } catch let error as BuildError {
      if let stopped = stopError(doing: "making a snapshot") { throw stopped }
      let reason = (error.cause as? LibvirtError)?.message ?? error.message
      try await beginWriting(to: overlay, inPlaceOf: target, freezingFileSystems: false)
      return StillDisk(unfrozen: reason)
    }
  }

  private nonisolated func bringBack(
    _ target: String, to source: AttachedDisk.Source,
    _ progress: @Sendable (String, Double?) -> Void
  ) async throws {
    let doing = committing(target)
    try await beginCommit(target)
    let end = ContinuousClock.now + Self.commitLimit
    while try await !disk(target, doing: doing).isJobReady {
      guard let done = await jobProgress(target) else {
        if let stopped = stopError(doing: doing) { throw stopped }
        throw BuildError(.buildFailed, "\(doing): the commit ended before it was done")
      }
      progress("writing back what the guest wrote meanwhile", done)
      guard ContinuousClock.now < end else {
        throw BuildError(.timedOut, "\(doing): waited \(Self.commitLimit.inWords) for the commit")
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    try await pivot(target)
    guard try await disk(target, doing: doing).source == source else {
      throw BuildError(.buildFailed, "\(doing): it still is on another file")
    }
  }

  private nonisolated func remove(_ overlay: SnapshotOverlay) throws {
    do {
      try FileManager.default.removeItem(atPath: overlay.path.string)
    } catch {
      throw BuildError(
        .host,
        "removing the snapshot's file \(overlay.path), which is no longer used: \(error.reason)")
    }
  }
}
