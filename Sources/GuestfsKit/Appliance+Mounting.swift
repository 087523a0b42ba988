public import BuildFoundation
import CGuestfs

extension Appliance {
  /// Mounts `device` at `path` of the tree that commands and files are looked up in.
  public func mount(_ device: String, at path: String, readOnly: Bool = false) throws {
    try check("mounting \(device) at \(path)") {
      readOnly ? guestfs_mount_ro($0, device, path) : guestfs_mount($0, device, path)
    }
  }

  /// Mounts a system's file systems, those above before those below.
  ///
  /// Throws when the root cannot be mounted. Others that cannot are given back: a table of file
  /// systems often names disks that are not there.
  @discardableResult
  public func mount(_ system: OperatingSystem, readOnly: Bool = false) throws -> [BuildError] {
    var failures: [BuildError] = []
    for point in system.mountpoints.sorted(by: { $0.path.count < $1.path.count }) {
      do {
        try mount(point.device, at: point.path, readOnly: readOnly)
      } catch let error as BuildError where point.path != "/" && error.code == .buildFailed {
        failures.append(error)
      }
    }
    return failures
  }

  /// Writes everything to the disk and unmounts all file systems.
  public func unmountAll() throws {
    closeRegistry()
    try check("unmounting the file systems") { guestfs_umount_all($0) }
  }

  /// Writes to the disk what the appliance's file systems hold: to be done before a checkpoint.
  public func sync() throws {
    try check("writing file systems to the disk") { guestfs_sync($0) }
  }

  /// Tells the disk which blocks the file system mounted at `path` does not use.
  public func trim(_ path: String) throws {
    try check("trimming \(path)") { guestfs_fstrim_argv($0, path, nil) }
  }

  /// Where file systems are mounted now: path by device.
  public func mounted() throws -> [String: String] {
    let pairs = try value("listing mounted file systems") { handle in
      guestfs_mountpoints(handle).map { CStrings.take($0) }
    }
    return Self.dictionary(pairs)
  }

  /// Space and inodes of the file system at `path`.
  public func space(of path: String) throws -> MountedSpace {
    try value("asking for the free space of \(path)") { handle in
      guestfs_statvfs(handle, path).map { pointer in
        defer { guestfs_free_statvfs(pointer) }
        let unit = pointer.pointee.frsize
        return MountedSpace(
          total: ByteCount(bytes: pointer.pointee.blocks * unit),
          free: ByteCount(bytes: pointer.pointee.bfree * unit),
          available: ByteCount(bytes: pointer.pointee.bavail * unit))
      }
    }
  }

  /// Pairs of a flat list, as libguestfs gives hash tables.
  static func dictionary(_ pairs: [String]) -> [String: String] {
    var result: [String: String] = [:]
    for index in stride(from: 0, to: pairs.count - 1, by: 2) {
      result[pairs[index]] = pairs[index + 1]
    }
    return result
  }
}
