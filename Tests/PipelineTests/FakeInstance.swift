import Pipeline
import Synchronization
import SystemPackage

/// A booted image whose host name, ports and scripts a test decides.
final class FakeInstance: BootedGuest, Guest, InteractiveGuest {
  private let names: Mutex<[String]>
  private let metadataName = Mutex("")
  private let ports: @Sendable (Int) throws -> Int
  private let script: @Sendable (String) -> (status: Int32, lines: [String])

  /// `names` are what the host is called at first, one for each time it is asked; after those, the
  /// name in its metadata.
  init(
    names: [String] = [], ports: @escaping @Sendable (Int) throws -> Int = { $0 },
    script: @escaping @Sendable (String) -> (status: Int32, lines: [String]) = { _ in (0, []) }
  ) {
    self.names = Mutex(names)
    self.ports = ports
    self.script = script
  }

  func boot(as name: String) { metadataName.withLock { $0 = name } }

  var place: GuestPlace { .builder }

  func run(
    _ command: GuestCommand, output: @escaping @Sendable (String) -> Void
  ) async throws -> Int32 {
    let result = script(command.arguments.last ?? "")
    result.lines.forEach(output)
    return result.status
  }

  func hostName() async throws -> String {
    names.withLock { $0.isEmpty ? nil : $0.removeFirst() } ?? metadataName.withLock { $0 }
  }

  func openShell(on terminal: any ShellTerminal) async throws -> ShellEnding {
    await terminal.join(FakeLine())
  }

  func restart(limit: Duration, progress: @escaping @Sendable (String) -> Void) async throws {}
  func keepScreen() async {}
  func pressPowerButton(limit: Duration) async throws -> Bool { true }
  func forward(port: Int) async throws -> Int { try ports(port) }
  func read(_ path: String) async throws -> [UInt8] { [] }
  func write(_ path: String, _ content: [UInt8], attributes: FileAttributes) async throws {}
  func upload(_ file: FilePath, to path: String, attributes: FileAttributes) async throws {}
  func makeFolder(_ path: String, attributes: FileAttributes) async throws {}
  func exists(_ path: String) async throws -> Bool { false }
  func whileQuiet(_ body: @Sendable () async throws -> Void) async throws { try await body() }
}
