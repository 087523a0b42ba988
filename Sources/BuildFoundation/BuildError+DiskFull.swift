public import SystemPackage

extension BuildError {
  /// The `host` error for a file system without room, which completes what was being done.
  public static func diskFull(_ folder: FilePath, free: ByteCount) -> BuildError {
    BuildError(
      .host, "the disk is full: only \(free) are free in \(folder)",
      hint:
        "make room there (imgbuild cache prune --older-than 7d), or set XDG_CACHE_HOME to a folder on "
        + "another file system")
  }
}
