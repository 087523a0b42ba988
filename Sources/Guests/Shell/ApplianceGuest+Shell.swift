import Pipeline

extension ApplianceGuest: InteractiveGuest {
  func openShell(on terminal: any ShellTerminal) async throws -> ShellEnding {
    try await GuestShell(ports: shellPorts).open(on: terminal) { arguments, output in
      try await run(GuestCommand(arguments, limit: GuestShell.limit), output: output)
    }
  }
}
