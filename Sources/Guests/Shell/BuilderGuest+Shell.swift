import BuildFoundation
import Foundation
import LibvirtKit
import Pipeline

extension BuilderGuest: InteractiveGuest {
  func openShell(on terminal: any ShellTerminal) async throws -> ShellEnding {
    try await GuestShell(ports: instance.shellPorts).open(on: terminal) {
      [agent] arguments, output in
      // Not through the output channel, which a command that was given up may still hold.
      let variables = GuestEnvironment.with([:]).map { "\($0.key)=\($0.value)" }
      let command = AgentCommand("/usr/bin/env", variables + arguments)
      let status = try await agent.run(command, limit: GuestShell.limit)
      for text in [status.output, status.errorOutput] {
        var splitter = LineSplitter()
        (splitter.push(text) + [splitter.finish()].compactMap { $0 }).forEach(output)
      }
      return status.exitStatus
    }
  }
}
