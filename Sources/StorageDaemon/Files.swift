import BuildFoundation
import Glibc
import SystemPackage

/// Removes a file; that it is gone already is no error.
func unlink(_ path: FilePath) {
  _ = Glibc.unlink(path.string)
}

/// Renames a file within its file system; throws `BuildError`.
func rename(_ path: FilePath, to new: FilePath) throws {
  guard Glibc.rename(path.string, new.string) == 0 else {
    throw BuildError(.host, "renaming \(path) to \(new): \(Errno(rawValue: errno))")
  }
}
