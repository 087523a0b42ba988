import BuildFoundation
import Foundation
import LibvirtKit
import Pipeline

extension BuilderGuest {
  func restart(
    limit: Duration, progress: @escaping @Sendable (String) -> Void
  ) async throws {
    let end = ContinuousClock.now + limit
    let before = try await bootID()
    try await agent.restartGuest()
    while true {
      try await Task.sleep(for: .milliseconds(500))
      // An agent that still answers may be the old one: only another boot counts.
      progress("waiting for the guest agent")
      if let now = try? await bootID(), now != before { return }
      try Task.checkCancellation()
      guard try await !instance.domain.state().isStopped else {
        throw BuildError(
          .buildFailed, "restarting the guest: it powered off instead",
          hint: "its console log says why")
      }
      guard ContinuousClock.now < end else {
        throw BuildError(
          .timedOut, "waited \(limit.inWords) for the guest to come back after its restart",
          hint: "the console log shows how far it came")
      }
    }
  }

  private func bootID() async throws -> String {
    let text = try await agent.read("/proc/sys/kernel/random/boot_id")
    return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
