import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Guests

/// The user data that answers in place of a guest agent.
@Suite struct UserDataTests {
  @Test func aScriptOfTheMetadataStaysAPartOfItsOwn() throws {
    let metadata = InstanceMetadata(
      instanceID: "i", hostName: "h", userData: "#!/bin/sh\n: > /run/mark\n")
    let text = try #require(metadata.answering().userData)
    #expect(text.hasPrefix("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="))
    let boundary = try #require(text.firstMatch(of: /boundary="(.+)"/)?.1)
    let parts = text.components(separatedBy: "--\(boundary)")
    #expect(parts.count == 4 && parts[3] == "--\n")
    #expect(parts[1].hasSuffix("\n\n#!/bin/sh\n: > /run/mark\n\n"))
    #expect(parts[2].contains("\n\n#!/bin/sh\n# Given to instances"))
    let alone = InstanceMetadata(instanceID: "i", hostName: "h").answering()
    #expect(alone.userData?.components(separatedBy: "text/x-shellscript").count == 2)
  }

  @Test(arguments: [
    ("ready 4f-1", "4f-1"), ("ready", nil), ("1 0 YQo=", nil), ("ready a b", nil), ("", nil),
  ])
  func aBootSaysThatItIsReady(line: String, id: String?) {
    #expect(UserDataGuest.bootID(in: line) == id)
  }

  /// The script of the guest, on a pipe in place of its port.
  @Test(.needs("sh", "base64")) func theScriptRunsCommands() throws {
    let script = String(decoding: PackageResources.answer_sh, as: UTF8.self)
    let start = try #require(script.range(of: "serve() {"))
    let end = try #require(script.range(of: "\n}\n", range: start.lowerBound..<script.endIndex))
    let commands = ["echo one; echo two >&2; exit 3", "exec /usr/bin/env A='b c' sh -c 'echo $A'"]
      .enumerated().map { "\($0 + 1) \(Data($1.utf8).base64EncodedString())\\n" }.joined()
    let run = try ToolRun(
      "sh", ["-c", "\(script[start.lowerBound..<end.upperBound]) printf '\(commands)' | serve"])
    let lines = run.output.split(separator: "\n")
    try #require(lines.count == 3, "\(run.output)")
    #expect(UserDataGuest.bootID(in: String(lines[0]))?.count == 36)
    #expect(lines[1] == "1 3 \(Data("one\ntwo\n".utf8).base64EncodedString())")
    #expect(lines[2] == "2 0 \(Data("b c\n".utf8).base64EncodedString())")
  }
}

/// The host's end of the port, against a server in place of QEMU.
@Suite struct CommandPortTests {
  @Test func linesGoBothWays() async throws {
    let folder = try TemporaryFolder()
    let socket = folder.path.appending("port")
    try await LineServer.serve(at: socket) { line in
      Array("<".utf8) + line + Array(">\nmore\n".utf8)
    } while: {
      let port = try CommandPort(socket)
      try await port.send("one")
      let end = ContinuousClock.now + .seconds(30)
      #expect(try await port.nextLine(until: end) == "<one>")
      #expect(try await port.nextLine(until: end) == "more")
      #expect(try await port.nextLine(until: .now) == nil)
    }
  }

  @Test func aGuestThatIsGoneIsToldSo() async throws {
    let folder = try TemporaryFolder()
    let socket = folder.path.appending("port")
    #expect(throws: BuildError.self) { try CommandPort(socket) }
    let port = try await LineServer.serve(at: socket) {
      $0
    } while: {
      try CommandPort(socket)
    }
    let error = await #expect(throws: BuildError.self) {
      try await port.nextLine(until: .now + .seconds(30))
    }
    #expect(error?.message == "waiting for the guest: it ended")
  }
}
