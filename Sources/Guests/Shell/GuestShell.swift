import BuildFoundation
import Foundation
import Pipeline

/// Opens a shell in a guest and joins it with a terminal here.
struct GuestShell {
  /// A person may work in it for as long as they like; commands have to have a limit.
  static let limit = Duration.seconds(365 * 86_400)
  /// How long the guest's script may take to end once its terminal has, and the other way round.
  private static let patience = Duration.seconds(20)

  private enum Event {
    case joined(ShellEnding)
    case commandEnded(status: Int32)
    case overdue
  }

  /// Nil for a guest that was started without.
  let ports: ShellPorts?

  /// Runs a shell; `run` runs a command in the guest and gives its status.
  func open(
    on terminal: any ShellTerminal,
    run:
      @escaping @Sendable (
        _ arguments: [String], _ output: @escaping @Sendable (String) -> Void
      ) async throws -> Int32
  ) async throws -> ShellEnding {
    guard let ports else {
      throw BuildError(
        .defect, "opening a shell in the guest: it was started without a port for one")
    }
    let nonce = UUID().uuidString
    let line = try PortLine(ports, nonce: nonce)
    let script = ShellScript(nonce: nonce, look: terminal.look)
    let tail = OutputTail()
    return try await withThrowingTaskGroup(of: Event.self) { group in
      group.addTask {
        .commandEnded(status: try await run(script.arguments) { tail.append($0) })
      }
      group.addTask { .joined(await terminal.join(line)) }
      defer { group.cancelAll() }
      let first = try await group.next()
      group.addTask {
        try await Task.sleep(for: Self.patience)
        return .overdue
      }
      if case .joined(let ending) = first {
        // Told by its own mark, it is ending already.
        if line.status == nil { line.hangUp() }
        return try await end(&group, of: ending)
      }
      if case .joined(let ending) = try await group.next(), line.status != nil { return ending }
      throw Self.failure(first, tail.lines)
    }
  }

  /// Waits for the guest's script, whose error says why a guest is gone.
  private func end(
    _ group: inout ThrowingTaskGroup<Event, any Error>, of ending: ShellEnding
  ) async throws -> ShellEnding {
    do {
      _ = try await group.next()
      return ending
    } catch {
      try Task.checkCancellation()
      guard case .lost = ending else { return ending }
      return .lost(reason: error.reason)
    }
  }

  private static func failure(_ event: Event?, _ output: [String]) -> BuildError {
    var reason = "its script did not say why"
    if case .commandEnded(let status) = event { reason = "its script ended with status \(status)" }
    return BuildError(
      .buildFailed, "opening a shell in the guest: \(reason)",
      hint: "the guest needs virtio_console, udev or mdev, mktemp, stty, and room in /tmp",
      output: output)
  }
}
