import BuildFoundation
import Foundation
import HostKit
import SystemPackage

/// The folder of fetched files, which all builds of the user share.
///
/// A file is named after its digest and appears as a whole, after its content was checked.
struct DownloadFolder: Sendable {
  /// How long one build waits for another that fetches the same.
  private static let patience = Duration.seconds(3600)

  let path: FilePath

  /// Opens the folder, which is made if it is not there.
  init(_ path: FilePath) throws {
    self.path = path
    try PrivateFolder.make(path)
  }

  func file(_ digest: Digest) -> FilePath {
    path.appending("\(digest.algorithm.rawValue)-\(digest.hex)")
  }

  func has(_ digest: Digest) -> Bool {
    FileManager.default.fileExists(atPath: file(digest).string)
  }

  /// The file, marked as used now, so that it is not pruned soon.
  func used(_ digest: Digest) -> FilePath {
    utimensat(AT_FDCWD, file(digest).string, nil, 0)
    return file(digest)
  }

  func partial(_ name: String) -> FilePath { path.appending("\(name).partial") }

  /// Waits until nobody else fetches what `name` stands for.
  func lock(_ name: String, onWait: () -> Void) async throws -> FileLock {
    let file = path.appending("\(name).lock")
    if let lock = try FileLock(file) { return lock }
    onWait()
    return try await FileLock.wait(for: file, limit: Self.patience)
  }

  /// Gives a whole and checked file its name.
  func publish(_ partial: FilePath, as digest: Digest) throws {
    do {
      try partial.synchronize(.readWrite)
      guard rename(partial.string, file(digest).string) == 0 else { throw Errno(rawValue: errno) }
      try path.synchronize(.readOnly)
    } catch {
      throw BuildError(
        .host, "keeping the fetched file \(file(digest)): \(error.reason)",
        hint: "is the disk full?")
    }
  }

  /// A folder for files that are read once; the caller removes it.
  func temporaryFolder() throws -> FilePath {
    let folder = path.appending(".\(UUID().uuidString.lowercased())")
    try PrivateFolder.make(folder)
    return folder
  }
}
