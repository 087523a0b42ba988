import BuildFoundation
import Foundation
public import SystemPackage

/// Folders that no other user can enter.
public enum PrivateFolder {
  /// Makes a folder and those above it, with mode 0700 for those that are new.
  ///
  /// Throws a `host` error when it cannot be made, or exists and belongs to somebody else: in /tmp
  /// anybody can be there first.
  public static func make(_ path: FilePath) throws {
    try makeWithParents(path)
    guard isPrivate(path, userID: geteuid()) else {
      throw BuildError(
        .host, "making the folder \(path): it exists, and other users can enter it",
        hint: "make sure that it is yours: ls -ld \(path); then remove it or chmod 700 \(path)")
    }
  }

  /// Not FileManager's: that one sets the mode a moment after it has made the folder.
  static func makeWithParents(_ path: FilePath) throws {
    if mkdir(path.string, 0o700) == 0 || errno == EEXIST { return }
    var code = errno
    let parent = path.removingLastComponent()
    if code == ENOENT, !parent.isEmpty, parent != path {
      try makeWithParents(parent)
      if mkdir(path.string, 0o700) == 0 || errno == EEXIST { return }
      code = errno
    }
    throw BuildError(.host, "making the folder \(path): \(Errno(rawValue: code))")
  }

  /// Whether `path` is a folder, not a link to one, that `userID` owns and nobody else can enter.
  static func isPrivate(_ path: FilePath, userID: UInt32) -> Bool {
    var status = stat()
    guard lstat(path.string, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFDIR && status.st_uid == userID
      && status.st_mode & 0o077 == 0
  }
}
