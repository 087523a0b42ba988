public import BuildFoundation
public import Foundation
public import SystemPackage

/// The fetched files of all builds, for those who make room.
public struct DownloadCache: Sendable {
  private let folder: FilePath

  /// The files in a folder that `FileFetcher` fetches into; it does not have to be there.
  public init(_ downloads: FilePath) {
    folder = downloads
  }

  /// What all files take of the disk, unfinished ones included.
  public var size: ByteCount {
    ByteCount(bytes: files.reduce(0) { $0 + $1.size })
  }

  /// How many files there are, unfinished ones included.
  public var count: Int { files.count }

  /// Removes files that no build has used since `date`, unless one is fetching them now; gives their
  /// number and what they took.
  ///
  /// A `dryRun` only tells. Throws a `host` error when a lock cannot be opened.
  public func prune(
    unusedSince date: Date, dryRun: Bool = false
  ) throws -> (count: Int, freed: ByteCount) {
    var count = 0
    var freed: Int64 = 0
    for file in files where file.lastUse <= date {
      // Locks stay: one that is removed could be held by two.
      guard let lock = try FileLock(folder.appending("\(file.subject).lock")) else { continue }
      if !dryRun { unlink(folder.appending(file.name).string) }
      withExtendedLifetime(lock) {}
      count += 1
      freed += file.size
    }
    return (count, ByteCount(bytes: freed))
  }

  private struct File {
    let name: String
    let size: Int64
    let lastUse: Date

    /// What is fetched: the name of its lock.
    var subject: Substring { name.prefix { $0 != "." } }
  }

  private var files: [File] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    return names.compactMap { name in
      var status = stat()
      guard !name.hasPrefix("."), !name.hasSuffix(".lock"),
        lstat(folder.appending(name).string, &status) == 0, status.st_mode & S_IFMT == S_IFREG
      else { return nil }
      return File(
        name: name, size: Int64(status.st_blocks) * 512,
        lastUse: Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec)))
    }
  }
}
