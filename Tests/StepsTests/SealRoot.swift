import Foundation
import Glibc
import SystemPackage
import TestSupport

/// A folder that is the root for scripts: what they remove by absolute paths is in it.
///
/// Sealing's commands must never see the root of the machine that runs the tests.
struct SealRoot {
  /// Whether this user may have another root.
  static let isPossible =
    geteuid() == 0 || (try? ToolRun("unshare", ["-r", "true"]))?.status == 0

  private static let programs = """
    set -eu
    mkdir -p "$1/bin"
    for name in sh rm find; do
      program=$(readlink -f "$(command -v "$name")")
      cp "$program" "$1/bin/$name"
      ldd "$program" | grep -o '/[^ ]*' | while read -r library; do
        mkdir -p "$1$(dirname "$library")"
        cp -n -L "$library" "$1$library"
      done
    done
    """

  private let folder: TemporaryFolder

  /// A root with a shell and what sealing calls, and these files, each with some content.
  init(_ files: [String] = []) throws {
    folder = try TemporaryFolder()
    let made = try ToolRun("sh", ["-c", Self.programs, "sh", folder.path.string])
    guard made.status == 0 else { throw Errno.noSuchFileOrDirectory }
    for file in files {
      let path = folder.path.string + file
      try FileManager.default.createDirectory(
        atPath: FilePath(path).removingLastComponent().string, withIntermediateDirectories: true)
      try Data("content".utf8).write(to: URL(filePath: path))
    }
  }

  func run(_ script: String) throws -> ToolRun {
    let command = ["chroot", folder.path.string, "/bin/sh", "-c", script]
    return geteuid() == 0
      ? try ToolRun("chroot", Array(command.dropFirst()), environment: ["PATH": "/bin:/usr/sbin"])
      : try ToolRun("unshare", ["-r"] + command, environment: ["PATH": "/bin:/usr/sbin:/usr/bin"])
  }

  func link(_ path: String, to destination: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path.string + path, withDestinationPath: destination)
  }

  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path.string + path, withIntermediateDirectories: true)
  }

  /// The bytes of a file; nil where nothing is.
  func size(_ path: String) -> Int? {
    FileManager.default.contents(atPath: folder.path.string + path)?.count
  }

  func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(folder.path.string + path, &status) == 0
  }
}
