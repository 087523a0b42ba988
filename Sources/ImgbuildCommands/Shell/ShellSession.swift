import ArgumentParser
import BuildFoundation
import Foundation
import Guests
import HostKit
import Pipeline
import Recipes
import SystemPackage
import TerminalUI

/// One `imgbuild shell`: boots a copy of a layer, lets somebody in, and leaves nothing behind.
struct ShellSession {
  /// A command runs until it ends, or the user ends it; commands have to have a limit.
  static let commandLimit = Duration.seconds(365 * 86_400)

  let request: BuildRequest
  let plan: BuildPlan
  let choice: LayerChoices.Choice
  let place: GuestPlace
  /// What to run; nil for a shell.
  let command: GuestCommand?

  private var name: String { request.recipe.name.value }
  private var doing: String { "opening a shell in \(name)" }

  /// Throws `BuildError`, and `ExitCode` with the status of a command that failed.
  func run(_ store: LayerStore) async throws {
    let sink = RedactingSink(LogFormat.progress(), hiding: request.secrets.hidden)
    let terminal = HostTerminal(screen: sink, hiding: request.secrets.hidden)
    let session = GuestSession(
      name: name, doing: doing, events: sink, redaction: Redaction(request.secrets.hidden),
      restore: { terminal.restore() })
    let status = try await session.run { workspace in
      try await work(in: workspace, store: store, terminal: terminal, events: sink)
    }
    if status != 0 { throw ExitCode(status) }
  }

  /// Gives the exit status.
  private func work(
    in workspace: BuildWorkspace, store: LayerStore, terminal: HostTerminal,
    events: any RenderingSink
  ) async throws -> Int32 {
    tellAge(events)
    let logs = GuestLogs(
      console: workspace.scratch.appending("console.log"),
      appliance: workspace.scratch.appending("appliance.log"))
    let host = try await LocalHost.make(
      in: workspace, accelerator: request.accelerator, libvirtURI: request.libvirtURI,
      hasShells: command == nil, logs: logs, events: events)
    guard let record = choice.record else {
      throw BuildError(.defect, "\(doing): the layer of \(choice.id) is not there")
    }
    let shell = LayerShell(
      plan, record: record, host: host, store: store, scratch: workspace.buildScratch,
      events: events)
    do {
      let status = try await shell.run(in: place) { guest in
        // The rows have said all; what follows is somebody else's.
        events.finish()
        return try await use(guest, terminal)
      }
      await host.close()
      return status
    } catch {
      await host.close()
      throw error
    }
  }

  private func tellAge(_ events: any EventSink) {
    guard choice.isOlder, let record = choice.record else { return }
    events.emit(
      .notice(
        .info,
        message: "what \(choice.id) is made from has changed since; this is the layer of "
          + record.created.localMinute))
  }

  private func use(_ guest: any Guest, _ terminal: HostTerminal) async throws -> Int32 {
    if let command {
      return try await guest.run(command) { OutputDescriptor.standardOutput.write(lines: [$0]) }
    }
    guard let guest = guest as? any InteractiveGuest else {
      throw BuildError(.defect, "\(doing): the guest takes no shell")
    }
    let failure = choice.record?.failure.map { [$0.message, ""] } ?? []
    terminal.greet(
      failure + [
        "a shell in a copy of \(choice.id) (\(choice.title)); nothing that you do here is kept",
        "`exit` ends it",
      ])
    if let loss = try await guest.openShell(on: terminal).loss {
      // Thrown, so that nobody waits for the guest to end in good order.
      throw BuildError(.buildFailed, "\(doing): \(loss)")
    }
    // What a person did last in it is no result.
    return 0
  }
}
