import BuildFoundation
import Foundation
import SystemPackage

/// What the file system tells of a file.
struct FileStatus {
  /// How long it is.
  let size: ByteCount
  /// What it takes of the disk.
  let allocated: ByteCount
  /// When it was last changed or touched; good for an order at most, because clocks are set back.
  let modified: Date

  /// Nil when there is no such file.
  init?(_ path: FilePath) {
    var status = stat()
    guard stat(path.string, &status) == 0 else { return nil }
    size = ByteCount(bytes: Int64(status.st_size))
    allocated = ByteCount(bytes: Int64(status.st_blocks) * 512)
    modified = Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec))
  }
}
