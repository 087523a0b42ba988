import BuildFoundation
import Foundation
import SystemPackage

/// The digests of local files, kept for as long as a file has not been touched.
///
/// A base image has gigabytes, and every build asks for its digest. The time of the last change of status
/// cannot be set by hand, so that with it size, inode and path tell whether a file is the same.
struct LocalDigests {
  /// A file that was changed so shortly before may be changed again within the same tick of its clock.
  private static let settling: TimeInterval = 2

  private let pins: PinStore

  init(downloads: FilePath) { pins = PinStore(downloads: downloads) }

  /// The SHA-256 of a file; `compute` gives it where it is not known.
  func sha256(
    of path: FilePath, now: Date = .now, _ compute: () async throws -> Digest
  ) async throws -> Digest {
    let subject = Self.subject(path)
    if let subject, let known = pins.pin(of: subject)?.values["digest"].flatMap({ Digest($0) }) {
      return known
    }
    let digest = try await compute()
    // What was written to meanwhile has another subject now.
    if let subject, Self.subject(path) == subject, Self.isSettled(path, now) {
      pins.keep(["digest": digest.description], of: subject)
    }
    return digest
  }

  private static func subject(_ path: FilePath) -> String? {
    guard let status = status(of: path) else { return nil }
    let (changed, modified) = (status.st_ctim, status.st_mtim)
    return "file \(path) \(status.st_dev) \(status.st_ino) \(status.st_size) "
      + "\(changed.tv_sec).\(changed.tv_nsec) \(modified.tv_sec).\(modified.tv_nsec)"
  }

  private static func isSettled(_ path: FilePath, _ now: Date) -> Bool {
    guard let status = status(of: path) else { return false }
    return now.timeIntervalSince1970 - Double(status.st_ctim.tv_sec) > settling
  }

  private static func status(of path: FilePath) -> stat? {
    var status = stat()
    return stat(path.string, &status) == 0 ? status : nil
  }
}
