import BuildFoundation

extension GuestAgent {
  /// How long the agent may be silent while a command keeps the guest busy.
  private static let patience = Duration.seconds(120)

  /// Starts a program, and gives the number by which `status(of:)` knows it.
  public func start(_ command: AgentCommand) throws -> Int {
    struct Started: Decodable {
      var pid: Int
    }
    return try call("guest-exec", command.message, Started.self).pid
  }

  /// How a started program stands; once it has ended, the agent answers this only once.
  public func status(of process: Int) throws -> AgentCommandStatus {
    try call("guest-exec-status", ["pid": process], AgentCommandStatus.self)
  }

  /// Runs a program to its end; a program that fails is a status, not an error.
  ///
  /// `meanwhile` is called before each look at the program: 50 ms apart at first, later 500 ms. Throws
  /// `timedOut` after `limit`, and when cancelled; the program then still runs in the guest.
  public func run(
    _ command: AgentCommand, limit: Duration, meanwhile: @Sendable () throws -> Void = {}
  ) async throws -> AgentCommandStatus {
    let process = try start(command)
    let end = ContinuousClock.now + limit
    var pause = Duration.milliseconds(50)
    var lastAnswer = ContinuousClock.now
    while true {
      try await Task.sleep(for: pause)
      try meanwhile()
      do {
        let status = try status(of: process)
        if status.hasExited { return status }
        lastAnswer = .now
      } catch let error as BuildError where isSilence(error) {
        guard ContinuousClock.now - lastAnswer < Self.patience else { throw error }
      }
      guard ContinuousClock.now < end else {
        throw BuildError(
          .timedOut, "waited \(limit.inWords) for \(command.path) to end in the guest")
      }
      pause = min(pause * 1.5, .milliseconds(500))
    }
  }

  /// Whether the agent only failed to answer in time, as it does in a guest that is busy.
  private func isSilence(_ error: BuildError) -> Bool {
    guard let cause = error.cause as? LibvirtError else { return false }
    return cause.code == .agentUnresponsive && domain.stopError(doing: "") == nil
  }
}
