import BuildFoundation
import HostKit
import SystemPackage

@testable import StorageDaemon

/// Reads and writes blocks of a daemon's export with qemu-io, as a guest would.
struct Disk {
  let socket: FilePath

  /// Runs one qemu-io command, such as `write -P 0x11 0 64k`, which must succeed.
  func io(_ commands: String...) async throws {
    try await Self.io(commands, on: ["-f", "raw", "nbd+unix:///disk?socket=\(socket)"])
  }

  /// Whether the `length` bytes at `offset` all are `pattern`.
  func holds(_ pattern: Int, at offset: String, _ length: String) async throws -> Bool {
    do {
      try await io("read -P \(pattern) \(offset) \(length)")
      return true
    } catch let error as BuildError where error.output.contains(where: { $0.contains("Pattern") }) {
      return false
    }
  }

  static func io(_ commands: [String], on image: [String]) async throws {
    let tool = ExternalTool("qemu-io", package: "qemu-utils")
    try await tool.check(
      commands.flatMap { ["-c", $0] } + image, doing: "reading and writing blocks")
  }
}
