import BuildFoundation
import Foundation
import LibvirtKit
import Pipeline
import Synchronization

/// A booted guest without an agent, reached through a script that it was given as user data.
final class UserDataGuest: BootedGuest, DomainGuest {
  /// The port that `answer.sh` serves.
  static let portName = "org.imgbuild.commands.0"

  let instance: BootedDomain
  private let port: CommandPort
  private let bootID = Mutex("")
  private let count = Mutex(0)

  /// Connects to the port, before the guest opens its end.
  init(_ instance: BootedDomain) throws {
    guard let socket = instance.definition.socketPorts[Self.portName] else {
      throw BuildError(.defect, "booting a guest: it has no port for commands")
    }
    self.instance = instance
    port = try CommandPort(socket)
  }

  /// Waits until the script runs; `progress` is called now and then.
  func waitUntilReady(limit: Duration, progress: @Sendable () -> Void) async throws {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
      progress()
      let line = try await port.nextLine(until: min(end, ContinuousClock.now + .seconds(1)))
      guard let line, let id = Self.bootID(in: line) else { continue }
      bootID.withLock { $0 = id }
      return
    }
    throw BuildError(
      .timedOut, "waited \(limit.inWords) for the guest to run its user data",
      hint: "an image without a guest agent needs cloud-init; the console log shows how far it came"
    )
  }

  /// The boot that says so; nil for any other line.
  static func bootID(in line: String) -> String? {
    let words = line.split(separator: " ")
    return words.count == 2 && words[0] == "ready" ? String(words[1]) : nil
  }

  func run(
    _ command: GuestCommand, output: @escaping @Sendable (String) -> Void
  ) async throws -> Int32 {
    let number = count.withLock { count in
      count += 1
      return count
    }
    let variables = GuestEnvironment.with(command.environment).map { "\($0.key)=\($0.value)" }
    let text = (["exec", "/usr/bin/env"] + (variables + command.arguments).map(\.shellQuoted))
      .joined(separator: " ")
    try await port.send("\(number) \(Data(text.utf8).base64EncodedString())")
    let end = ContinuousClock.now + command.limit
    while let line = try await port.nextLine(until: end) {
      let words = line.split(separator: " ")
      // What answers late is the answer to a command that was given up.
      guard words.count >= 2, Int(words[0]) == number, let status = Int32(words[1]) else {
        continue
      }
      let data = words.count > 2 ? Data(base64Encoded: String(words[2])) ?? Data() : Data()
      var splitter = LineSplitter()
      (splitter.push(data) + [splitter.finish()].compactMap(\.self)).forEach(output)
      return status
    }
    throw BuildError(
      .timedOut, "waited \(command.limit.inWords) for a command in the guest",
      hint: "the console log shows what it does")
  }

  func restart(
    limit: Duration, progress: @escaping @Sendable (String) -> Void
  ) async throws {
    let before = bootID.withLock(\.self)
    // It answers first.
    _ = try await run(.shell("(sleep 1; reboot) >/dev/null 2>&1 &", limit: .seconds(60))) { _ in }
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
      try await waitUntilReady(limit: max(.zero, end - ContinuousClock.now)) {
        progress("waiting for the guest")
      }
      if bootID.withLock({ $0 != before }) { return }
    }
  }

  func hostName() async throws -> String {
    let tail = OutputTail()
    _ = try await run(.shell("uname -n", limit: .seconds(60))) { tail.append($0) }
    return tail.lines.last ?? ""
  }
}
