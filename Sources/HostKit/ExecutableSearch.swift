import Foundation
import SystemPackage

/// Finds programs as a shell does, and in the system folders that users' `PATH`s leave out.
enum ExecutableSearch {
  /// Where Debian has `mkfs.vfat` and others that ordinary users may run too.
  private static let systemFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"]

  /// The path of a program; nil when there is none.
  static func path(
    of program: String, searchPath: String? = ProcessInfo.processInfo.environment["PATH"]
  ) -> FilePath? {
    let folders = (searchPath ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
    for folder in folders + systemFolders where folder.hasPrefix("/") {
      let path = FilePath(folder).appending(program)
      var status = stat()
      if stat(path.string, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        access(path.string, X_OK) == 0
      {
        return path
      }
    }
    return nil
  }
}
