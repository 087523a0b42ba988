import Foundation
public import SystemPackage

/// The room on a file system of this host.
public struct FileSystemSpace: Sendable, Equatable {
  /// What this user can still write.
  public let free: ByteCount
  /// Which file system it is: the number of its device.
  public let device: UInt64

  /// The file system that has `path`, or will have it once it is made; nil when it does not say.
  public init?(_ path: FilePath) {
    var existing = path
    var status = stat()
    while stat(existing.string, &status) != 0 {
      guard existing.removeLastComponent() else { return nil }
    }
    var space = statvfs()
    guard statvfs(existing.string, &space) == 0 else { return nil }
    free = ByteCount(bytes: Int64(space.f_bavail) * Int64(space.f_frsize))
    device = UInt64(status.st_dev)
  }

  /// A file system with that room.
  public init(free: ByteCount, device: UInt64) {
    self.free = free
    self.device = device
  }
}
