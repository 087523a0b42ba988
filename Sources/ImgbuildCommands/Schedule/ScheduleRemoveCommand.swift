import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import SystemPackage
import TerminalUI

/// `imgbuild schedule remove`: takes a schedule away, and leaves what it has built.
struct ScheduleRemoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a schedule; what it has built stays.")

  @Argument(help: "The schedule's name.")
  var name: String

  @Flag(exclusivity: .exclusive)
  var scope: ScheduleScope?

  func run() async throws {
    let doing = "removing the schedule"
    let scopes = scope.map { [$0] } ?? ScheduleScope.allCases
    let found = try InstalledSchedules(scopes.flatMap { ScheduleStore($0).all() })
      .named(name, doing: doing)
    guard let schedule = found.first, found.count == 1 else {
      throw BuildError(
        .usage, "\(doing): there are two with the name \(name)",
        hint: "say which with --user or --system")
    }
    OutputDescriptor.standardOutput.write(
      lines: try await Self.remove(
        schedule, from: ScheduleStore(schedule.scope),
        manager: ServiceManager(scope: schedule.scope)))
  }

  /// Removes a schedule and says what was done.
  static func remove(
    _ schedule: Schedule, from store: ScheduleStore, manager: ServiceManager
  ) async throws -> [String] {
    let doing = "removing the schedule"
    let isRunning = await manager.isRunning()
    if isRunning {
      // A build that goes on goes on: only its start is taken away.
      try await manager.control("disable", "--now", schedule.timerName, doing: doing)
    }
    let removed = try store.remove(schedule)
    if isRunning { try await manager.control("daemon-reload", doing: doing) }
    return ["removed the schedule \(schedule.name):"] + removed.map { "  \($0)" }
      + store.additions(schedule).map { "left \($0): settings of your own" }
      + ["what it has built stays in \(schedule.output)"]
      + (isRunning
        ? []
        : [
          "systemd does not run here, or does not answer; where it does, also run:",
          "  " + schedule.scope.command("systemctl", "stop", schedule.timerName),
          "  " + schedule.scope.command("systemctl", "daemon-reload"),
        ])
  }
}
