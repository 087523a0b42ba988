import CGuestfs

extension Appliance {
  /// Whether anything is at `path`; a symbolic link counts, wherever it leads.
  public func exists(_ path: String) throws -> Bool {
    if try check("looking for \(path)", { guestfs_exists($0, path) }) != 0 { return true }
    return try isLink(path)
  }

  /// Whether a file is at `path`; a symbolic link is followed if `followingLinks`.
  public func isFile(_ path: String, followingLinks: Bool = true) throws -> Bool {
    // The bit of the only optional argument that the call has.
    var options = guestfs_is_file_opts_argv(bitmask: 1, followsymlinks: followingLinks ? 1 : 0)
    return try check("looking for \(path)") { guestfs_is_file_opts_argv($0, path, &options) } != 0
  }

  /// Whether a folder is at `path`; a symbolic link is followed if `followingLinks`.
  public func isFolder(_ path: String, followingLinks: Bool = true) throws -> Bool {
    var options = guestfs_is_dir_opts_argv(bitmask: 1, followsymlinks: followingLinks ? 1 : 0)
    return try check("looking for \(path)") { guestfs_is_dir_opts_argv($0, path, &options) } != 0
  }

  /// Whether a symbolic link is at `path`.
  public func isLink(_ path: String) throws -> Bool {
    try check("looking for \(path)") { guestfs_is_symlink($0, path) } != 0
  }

  /// What a symbolic link says.
  public func target(ofLink path: String) throws -> String {
    try value("reading the link \(path)") { guestfs_readlink($0, path).map { CStrings.take($0) } }
  }

  /// Owner, mode and size; of a symbolic link itself.
  public func status(of path: String) throws -> FileStatus {
    try value("asking for owner and mode of \(path)") { handle in
      guestfs_lstatns(handle, path).map { pointer in
        defer { guestfs_free_statns(pointer) }
        let status = pointer.pointee
        return FileStatus(
          mode: UInt32(truncatingIfNeeded: status.st_mode), owner: Int(status.st_uid),
          group: Int(status.st_gid), size: status.st_size, modified: status.st_mtime_sec)
      }
    }
  }

  /// The names in a folder, sorted.
  public func list(_ folder: String) throws -> [String] {
    try value("listing \(folder)") { guestfs_ls($0, folder).map { CStrings.take($0) } }
  }

  /// The paths that a shell pattern matches, sorted; folders without a slash at the end.
  public func paths(matching pattern: String) throws -> [String] {
    // The bit of the only optional argument that the call has.
    var options = guestfs_glob_expand_opts_argv(bitmask: 1, directoryslash: 0)
    return try value("looking for \(pattern)") {
      guestfs_glob_expand_opts_argv($0, pattern, &options).map { CStrings.take($0) }
    }
  }
}
