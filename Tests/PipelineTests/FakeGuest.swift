import BuildFoundation
import ImageProperties
import Pipeline
import SystemPackage
import TestSupport
import WindowsSetup

/// A guest whose files all are the one text of its disk.
struct FakeGuest: OfflineGuest, InteractiveGuest {
  let place: GuestPlace
  let disk: FakeDisk
  let host: FakeHost

  func run(
    _ command: GuestCommand, output: @escaping @Sendable (String) -> Void
  ) async throws -> Int32 { 0 }
  func read(_ path: String) async throws -> [UInt8] { [] }

  func write(_ path: String, _ content: [UInt8], attributes: FileAttributes) async throws {
    let text = String(decoding: content, as: UTF8.self)
    host.note("write \(text)")
    try await disk.append(text)
  }

  func upload(_ file: FilePath, to path: String, attributes: FileAttributes) async throws {}
  func makeFolder(_ path: String, attributes: FileAttributes) async throws {}

  func exists(_ path: String) async throws -> Bool {
    if host.isGone { throw BuildError(.buildFailed, "the guest is gone") }
    return true
  }

  func openShell(on terminal: any ShellTerminal) async throws -> ShellEnding {
    host.note("shell in \(place)")
    try await disk.append("typed")
    return await terminal.join(FakeLine())
  }

  func whileQuiet(_ body: @Sendable () async throws -> Void) async throws {
    host.note("quiet")
    try await body()
    host.note("go on")
  }

  func inspect(readingSignatures: Bool) async throws -> DiskFacts {
    host.note("inspect")
    return host.facts
  }

  func diskSize() async throws -> ByteCount { .gibibytes(1) }
  func growFileSystem(mountedAt path: String) async throws -> ByteCount { .gibibytes(1) }
  func relabel(with fileContexts: String) async throws -> Bool { false }
  func removeAll(matching pattern: String) async throws {}
  var windows: any WindowsDisk { MemoryWindows() }
  func trim() async throws { host.note("trim") }
}
