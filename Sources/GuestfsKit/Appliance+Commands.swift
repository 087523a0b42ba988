import BuildFoundation
import CGuestfs
import Foundation

extension Appliance {
  /// Runs a command in the mounted system and gives its exit status; 128 + N for signal N.
  ///
  /// Each line of output goes to `output` as it appears. The command runs chrooted, with the
  /// variables of `environment` beside the appliance's own, whose `PATH` lacks `/usr/local`; the system must
  /// have `/bin/sh`. Throws `BuildError`: `timedOut` after
  /// `limit`, which ends the whole appliance, `buildFailed` when the command cannot be started; and
  /// `CancellationError`, after which the appliance has ended too.
  public nonisolated func run(
    _ arguments: [String], environment: [String: String] = [:], limit: Duration = .seconds(600),
    output: @escaping @Sendable (String) -> Void
  ) async throws -> Int32 {
    let name = arguments.first ?? ""
    let script = CommandScript(
      arguments: arguments, environment: environment, nonce: UUID().uuidString)
    try await claimChannel()
    let offset = channel.size
    let channel = channel
    let follower = Task {
      try await channel.follow(from: offset, until: script.mark, line: output)
    }
    let result: Result<String, any Error>
    do {
      result = .success(
        try await withLimit(limit, waitingFor: "\(name) in the appliance") {
          try $0.rawOutput(of: script.commandLine, doing: "running \(name)")
        })
    } catch {
      result = .failure(error)
    }
    await settle(follower, result: result)
    await releaseChannel()
    guard let (status, captured) = CommandScript.result(of: try result.get()) else {
      throw BuildError(.defect, "running \(name): its exit status was not understood")
    }
    if let captured {
      var splitter = LineSplitter()
      (splitter.push(captured.utf8) + [splitter.finish()].compactMap { $0 }).forEach(output)
    }
    return status
  }

  /// Waits until the follower has given the last line, which may come after the call's return.
  private nonisolated func settle(
    _ follower: Task<Void, any Error>, result: Result<String, any Error>
  ) async {
    var isStreamed = false
    if case .success(let text) = result {
      isStreamed = CommandScript.result(of: text)?.captured == nil
    }
    let patience = Task {
      // The mark is on its way when the call returns; without it, say what there is.
      if isStreamed { try await Task.sleep(for: .seconds(5)) }
      follower.cancel()
    }
    _ = try? await follower.value
    patience.cancel()
  }

  private func claimChannel() throws {
    guard !isRunningCommand else {
      throw BuildError(.defect, "running a command: the appliance is running another")
    }
    isRunningCommand = true
    mayHaveProcesses = true
  }

  private func releaseChannel() { isRunningCommand = false }

  /// What a command prints to standard output; it must end with status 0.
  func rawOutput(of arguments: [String], doing: String) throws -> String {
    try value(doing) { handle in
      CStrings.withList(arguments) { guestfs_command(handle, $0) }.map { CStrings.take($0) }
    }
  }
}
