import Foundation
import HostKit
import Testing

@testable import GuestfsKit

@Suite("Command script")
struct CommandScriptTests {
  private let shell = ExternalTool("sh", package: "dash")

  /// Runs the script in a shell of the host, with `port` in the place of the appliance's.
  private func run(_ script: CommandScript, port: String) async throws -> String {
    var arguments = script.commandLine.dropFirst().map { $0 }
    arguments[1] = arguments[1].replacingOccurrences(
      of: "/dev/virtio-ports/\(OutputChannel.port)", with: port)
    return String(
      decoding: try await shell.output(of: arguments, doing: "testing"), as: UTF8.self)
  }

  @Test("output goes to the port and ends with the mark, the status to standard output")
  func streamed() async throws {
    let port = NSTemporaryDirectory() + "port-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: port) }
    let script = CommandScript(
      arguments: ["sh", "-c", "echo \"$WORDS\"; echo err >&2; exit 3"],
      environment: ["WORDS": "it's $HOME \"so\""], nonce: "n1")
    let text = try await run(script, port: port)
    let result = try #require(CommandScript.result(of: text))
    #expect(result.status == 3)
    #expect(result.captured == nil)
    let output = try Data(contentsOf: URL(filePath: port))
    #expect(Array(output) == Array("it's $HOME \"so\"\nerr\n".utf8) + script.mark)
  }

  @Test("without a port the output is captured")
  func captured() async throws {
    let script = CommandScript(
      arguments: ["sh", "-c", "echo out; echo err >&2; exit 9"], environment: [:], nonce: "n2")
    let result = try #require(
      CommandScript.result(of: try await run(script, port: "/nonexistent/port")))
    #expect(result.status == 9)
    #expect(result.captured == "out\nerr\n")
  }

  @Test("a signal is 128 and its number, a missing program 127")
  func statuses() async throws {
    for (command, status) in [("kill -9 $$", Int32(137)), ("no-such-program-here", 127)] {
      let script = CommandScript(arguments: ["sh", "-c", command], environment: [:], nonce: "n")
      let text = try await run(script, port: "/nonexistent/port")
      #expect(CommandScript.result(of: text)?.status == status)
    }
  }

  @Test("other text is no result", arguments: ["", "status", "status x", "output status 3"])
  func nonsense(text: String) {
    #expect(CommandScript.result(of: text) == nil)
  }
}
