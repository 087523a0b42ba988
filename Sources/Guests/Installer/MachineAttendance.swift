import LibvirtKit
import Pipeline

/// What a person in front of a machine would do while it runs.
struct MachineAttendance: Sendable {
  private static let interval = Duration.seconds(5)

  let domain: Domain
  /// Where pictures of its screen go; nil for a machine without one.
  let screen: ScreenRecord?
  let isWindows: Bool
  /// libvirt's name of the drive with the first disc; nil where there is none.
  let drive: String?
  let report: StepReport

  /// Runs `body`, and meanwhile takes pictures, presses the key that a disc asks for, and looks for the guest agent.
  func during(_ body: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      if let screen { group.addTask { await screen.follow(domain) } }
      if isWindows {
        if let drive {
          group.addTask { await DiscKeyPress(domain: domain, drive: drive).untilStarted() }
        }
        group.addTask { await awaitAgent() }
      }
      defer { group.cancelAll() }
      try await body()
    }
  }

  /// Says when the guest agent answers: what was installed runs then.
  private func awaitAgent() async {
    let agent = GuestAgent(of: domain)
    while !Task.isCancelled {
      try? await Task.sleep(for: Self.interval)
      guard !Task.isCancelled, await (try? agent.ping()) != nil else { continue }
      let name = await (try? agent.hostName()).map { " of \($0)" } ?? ""
      report.output("the guest agent\(name) answers")
      return report.progress("the guest agent\(name) answers")
    }
  }
}
