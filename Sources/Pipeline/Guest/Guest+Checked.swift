import BuildFoundation

extension Guest {
  /// Runs a command that must succeed.
  ///
  /// Throws `buildFailed` with the last lines of output when the status is not 0; `doing` starts the
  /// message.
  public func check(
    _ command: GuestCommand, doing: String,
    output: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws {
    let tail = OutputTail()
    let status: Int32
    do {
      status = try await run(command) { line in
        tail.append(line)
        output(line)
      }
    } catch var error as BuildError {
      // A command that is ended by its limit has said what it was doing.
      if error.output.isEmpty { error.output = tail.lines }
      throw error
    }
    guard status == 0 else {
      throw BuildError(
        .buildFailed, "\(doing): \(Self.meaning(of: status, command))", output: tail.lines)
    }
  }

  /// Runs a command that must succeed, and gives what it printed, without the last newline.
  public func output(of command: GuestCommand, doing: String) async throws -> String {
    let lines = OutputTail(limit: 100_000)
    try await check(command, doing: doing) { lines.append($0) }
    return lines.lines.joined(separator: "\n")
  }

  private static func meaning(of status: Int32, _ command: GuestCommand) -> String {
    switch status {
    case 127: "\(command.arguments.first ?? "the command") was not found in the guest (status 127)"
    case 126: "\(command.arguments.first ?? "the command") could not be executed (status 126)"
    case 129...: "ended by signal \(status - 128)"
    default: "ended with status \(status)"
    }
  }
}
