public import BuildFoundation
import Foundation
public import SystemPackage

/// Replaces the content of a file in a single step: a reader sees the old or the new, never half.
///
/// The file behind a symbolic link is replaced, not the link. Mode, owner and group stay. Throws a
/// `host` error, with the file as it was, when something cannot be done; also when the content is no
/// longer `expected`, which is what the new one was made from.
public func replaceFile(
  _ path: FilePath, expected: [UInt8], with content: [UInt8]
) throws(BuildError) {
  do {
    guard let real = realpath(path.string, nil) else { throw Errno(rawValue: errno) }
    defer { free(real) }
    try FileReplacement(FilePath(platformString: real)).run(expected: expected, content: content)
  } catch let error as BuildError {
    throw error
  } catch {
    let number = error as? Errno
    let hint =
      number == .notPermitted || number == .permissionDenied
      ? "work as the owner of the file and of its folder" : nil
    throw BuildError(.host, "writing \(path): \(error.reason)", hint: hint)
  }
}

private struct FileReplacement {
  let path: FilePath

  init(_ path: FilePath) { self.path = path }

  func run(expected: [UInt8], content: [UInt8]) throws {
    // A folder may allow what the file itself forbids.
    guard access(path.string, W_OK) == 0 else { throw Errno(rawValue: errno) }
    var status = stat()
    guard stat(path.string, &status) == 0 else { throw Errno(rawValue: errno) }
    let folder = path.removingLastComponent()
    let name = path.lastComponent?.string ?? "file"
    var template = Array(folder.appending(".\(name).XXXXXX").string.utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else { throw Errno(rawValue: errno) }
    let temporary = FilePath(platformString: template)
    do {
      let file = FileDescriptor(rawValue: number)
      try file.closeAfter {
        try file.writeAll(content)
        guard fchown(number, status.st_uid, status.st_gid) == 0,
          fchmod(number, status.st_mode & 0o7777) == 0, fsync(number) == 0
        else { throw Errno(rawValue: errno) }
      }
      try checkUnchanged(expected)
      guard rename(temporary.string, path.string) == 0 else { throw Errno(rawValue: errno) }
    } catch {
      unlink(temporary.string)
      throw error
    }
  }

  private func checkUnchanged(_ expected: [UInt8]) throws {
    let present = FileManager.default.contents(atPath: path.string).map { [UInt8]($0) }
    guard present == expected else {
      throw BuildError(
        .host, "writing \(path): another program changed it meanwhile", hint: "run this again")
    }
  }
}
