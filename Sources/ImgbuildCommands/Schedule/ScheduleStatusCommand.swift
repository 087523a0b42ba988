import ArgumentParser
import BuildFoundation
import BuildHistory
import Foundation
import HostKit
import SystemPackage
import TerminalUI

/// `imgbuild schedule status`: when schedules build, and what became of their last runs.
struct ScheduleStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show schedules, and what became of their last builds.")

  @Argument(help: "A schedule's name; default: all.")
  var name: String?

  func run() async throws {
    let all = ScheduleScope.allCases.flatMap { ScheduleStore($0).all() }
    let schedules =
      try name.map { try InstalledSchedules(all).named($0, doing: "showing a schedule") } ?? all
    guard !schedules.isEmpty else {
      return OutputDescriptor.standardOutput.write(lines: [
        "no schedule is installed; imgbuild schedule install RECIPE installs one"
      ])
    }
    let history = await history()
    for (index, schedule) in schedules.enumerated() {
      OutputDescriptor.standardOutput.write(
        lines: (index > 0 ? [""] : []) + (await lines(schedule, history)))
    }
  }

  /// The history; a schedule can be shown without it.
  private func history() async -> HistorySource? {
    do {
      return try await HistorySource.standard()
    } catch {
      OutputDescriptor.standardError.write(lines: ["warning: \(error.reason)"])
      return nil
    }
  }

  private func lines(_ schedule: Schedule, _ history: HistorySource?) async -> [String] {
    let style = TerminalStyle.standardOutput
    var lines = [
      TextColour.bold(schedule.name, style) + "  \(schedule.scope.rawValue)  "
        + schedule.calendar.sanitized
        + (schedule.delay > 0 ? ", up to \(Duration.seconds(schedule.delay).inWords) later" : ""),
      "  \(await state(of: schedule))",
      "  images go to \(schedule.output.sanitized)",
    ]
    for recipe in schedule.recipes {
      let isThere = FileManager.default.fileExists(atPath: recipe)
      lines.append(
        "  \(recipe.sanitized)"
          + (isThere ? "" : "  \(TextColour.red("is not there any more", style))"))
      lines += await lastRuns(of: recipe, history, style)
    }
    lines.append(
      "  its output: \(schedule.scope.command("journalctl", "--unit", schedule.serviceName))")
    return lines
  }

  private func state(of schedule: Schedule) async -> String {
    let manager = ServiceManager(scope: schedule.scope)
    guard await manager.isRunning() else {
      return "systemd does not run here, or does not answer"
    }
    guard await manager.property("ActiveState", of: schedule.timerName) == "active" else {
      return "not enabled: "
        + schedule.scope.command("systemctl", "enable", "--now", schedule.timerName)
    }
    let next = await manager.property("NextElapseUSecRealtime", of: schedule.timerName)
    let last = await manager.property("Result", of: schedule.serviceName)
    return "next: \(next ?? "now")" + (last.map { ", last result: \($0)" } ?? "")
  }

  /// The newest run of each image of a recipe.
  private func lastRuns(
    of recipe: String, _ history: HistorySource?, _ style: TerminalStyle
  ) async -> [String] {
    let selection = try? await history?.selection(recipe)
    let runs =
      selection != nil
      ? (try? await history?.database.runs(selection ?? RunSelection(), limit: 100)) ?? [] : []
    var seen: Set<String> = []
    let newest = runs.filter { seen.insert($0.name).inserted }
    if newest.isEmpty { return ["    not built yet"] }
    return newest.map { run in
      "    \(run.name): \(run.outcome.colour(run.outcome.words, style)) \(run.started.localMinute), "
        + "\(Duration.seconds(run.seconds).inWords) (run \(run.id))"
    }
  }
}
