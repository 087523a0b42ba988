import ArgumentParser
import BuildFoundation
import Foundation
import SystemPackage
import TerminalUI

/// Where a generated answer file goes.
struct AnswerFileOutput: ParsableArguments {
  @Option(
    help: "Write it to this file, which only you can read; without it, to standard output.",
    completion: .file(extensions: ["xml"]))
  var output: String?

  /// Writes the file as a whole; throws a `host` error.
  func write(_ text: String) throws {
    guard let output else {
      do {
        try FileDescriptor.standardOutput.writeAll(text.utf8)
      } catch {
        throw BuildError(.host, "writing the answer file: \(error.reason)")
      }
      return
    }
    let path = FilePath(output)
    // Passwords are in it, and only hidden: no other user may see it, not even for a moment.
    let partial = FilePath(output + ".\(getpid()).part")
    do {
      let file = try FileDescriptor.open(
        partial, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: [.ownerReadWrite])
      try file.closeAfter { _ = try file.writeAll(text.utf8) }
      guard rename(partial.string, path.string) == 0 else { throw Errno(rawValue: errno) }
    } catch {
      unlink(partial.string)
      throw BuildError(.host, "writing the answer file \(output): \(error.reason)")
    }
    OutputDescriptor.standardError.write(lines: ["wrote \(output)"])
  }
}
