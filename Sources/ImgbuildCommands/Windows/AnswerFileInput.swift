import BuildFoundation
import SystemPackage

/// Files that the commands for Windows read.
enum AnswerFileInput {
  /// One byte more than an answer file may have, so that a larger one is told as such.
  private static let limit = (1 << 20) + 1

  /// The bytes of a file, or of standard input for `-`; throws a `recipe` error.
  static func read(_ name: String) throws -> [UInt8] {
    do {
      if name == "-" { return try FileDescriptor.standardInput.readUpTo(limit) }
      let file = try FileDescriptor.open(
        FilePath(name), .readOnly, options: [.closeOnExec, .nonBlocking])
      return try file.closeAfter { try file.readUpTo(limit) }
    } catch {
      throw BuildError(.recipe, "reading the answer file \(name): \(error.reason)")
    }
  }

  /// The first line of a file, which is a secret; throws a `usage` error for none.
  static func secret(_ name: String, what: String) throws -> String {
    let bytes: [UInt8]
    do {
      let file = try FileDescriptor.open(
        FilePath(name), .readOnly, options: [.closeOnExec, .nonBlocking])
      bytes = try file.closeAfter { try file.readUpTo(4 << 10) }
    } catch {
      throw BuildError(.usage, "reading \(what) from \(name): \(error.reason)")
    }
    let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    guard let text = String(validating: line, as: UTF8.self), !text.isEmpty else {
      throw BuildError(
        .usage, "reading \(what) from \(name): its first line is empty, or not UTF-8",
        hint: "write it on the first line; nothing else is read")
    }
    return text
  }
}
