import BuildFoundation
import Foundation
import HostKit
import SystemPackage

/// systemd, as far as it is there: it checks units everywhere, and runs them where it is the init.
struct ServiceManager: Sendable {
  let scope: ScheduleScope
  /// systemd's own sign that it runs, see sd_booted(3).
  var sign: FilePath = "/run/systemd/system"

  /// Whether units can be checked.
  var canCheck: Bool { ExternalTool.systemdAnalyze.path != nil }

  /// Whether this scope's service manager answers.
  func isRunning() async -> Bool {
    guard FileManager.default.fileExists(atPath: sign.string),
      ExternalTool.systemctl.path != nil
    else { return false }
    let status = try? await ExternalTool.systemctl.run(
      scope.arguments + ["show", "--property=Version"])
    return status == 0
  }

  /// Throws a `usage` error when `expression` is no time after systemd.time(7).
  func checkCalendar(_ expression: String) async throws {
    let refused = BuildError(
      .usage, "installing the schedule: `\(expression)` is no time that systemd knows",
      hint: "for example: Mon..Fri 02:30, or weekly; systemd-analyze calendar tries others")
    // The tool would take it for an option, or for two lines of the file.
    guard !expression.hasPrefix("-"), !expression.contains(where: \.isNewline) else {
      throw refused
    }
    guard canCheck else { return }
    let tail = OutputTail()
    let status = try await ExternalTool.systemdAnalyze.run(
      ["calendar", expression], onLine: { tail.append($0) })
    if status != 0 {
      var error = refused
      error.output = tail.lines
      throw error
    }
  }

  /// Throws a `host` error when systemd would not take the units, or would leave out a part of them.
  ///
  /// Does nothing where it cannot be asked. `runtime` is a folder that may be used while it checks.
  func verify(_ units: [FilePath], runtime: FilePath) async throws {
    guard canCheck else { return }
    let tail = OutputTail()
    // A user without a session has no such folder, and the check needs none of what is in it.
    let status = try await ExternalTool.systemdAnalyze.run(
      [scope == .user ? "--user" : "--system", "verify", "--man=no", "--recursive-errors=no"]
        + units.map(\.string),
      environment: scope == .user ? ["XDG_RUNTIME_DIR": runtime.string] : [:],
      onLine: { tail.append($0) })
    let names = units.compactMap(\.lastComponent?.string)
    let complaints = tail.lines.filter { line in names.contains { line.contains($0) } }
    guard status == 0, complaints.isEmpty else {
      throw BuildError(
        .host, "installing the schedule: systemd refuses its units; nothing was installed",
        hint: "is there a quote or a backslash in the path of imgbuild?", output: tail.lines)
    }
  }

  /// Runs systemctl, which must succeed.
  func control(_ words: String..., doing: String) async throws {
    try await ExternalTool.systemctl.check(scope.arguments + words, doing: doing)
  }

  /// A unit's property as systemctl shows it; nil where it does not.
  func property(_ name: String, of unit: String) async -> String? {
    let output = try? await ExternalTool.systemctl.output(
      of: scope.arguments + ["show", "--property=\(name)", "--value", unit],
      doing: "asking systemd")
    let text = output.map { String(decoding: $0, as: UTF8.self) }?
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return text?.isEmpty == false ? text : nil
  }
}
