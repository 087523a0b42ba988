import ArgumentParser
import Foundation
import SystemPackage

/// Whose service manager runs a schedule.
enum ScheduleScope: String, Codable, CaseIterable, EnumerableFlag, Sendable {
  case user
  case system

  /// The system's for root, the user's for everybody else.
  static var usual: ScheduleScope { geteuid() == 0 ? .system : .user }

  static func help(for value: ScheduleScope) -> ArgumentHelp? {
    switch value {
    case .user: "Use this user's service manager: the default, but for root."
    case .system: "Use the system's service manager: the default for root; builds run as root."
    }
  }

  /// Where unit files are, after systemd.unit(5).
  func unitFolder(_ environment: [String: String]) -> FilePath {
    switch self {
    case .system: "/etc/systemd/system"
    case .user: Self.home("XDG_CONFIG_HOME", ".config", environment).appending("systemd/user")
    }
  }

  /// Where a persistent timer writes down when it last ran, after systemd.timer(5).
  func stampFolder(_ environment: [String: String]) -> FilePath {
    switch self {
    case .system: "/var/lib/systemd/timers"
    case .user:
      Self.home("XDG_DATA_HOME", ".local/share", environment).appending("systemd/timers")
    }
  }

  /// What systemctl and journalctl are told.
  var arguments: [String] { self == .user ? ["--user"] : [] }

  /// A command line with what this scope needs: `systemctl --user …`.
  func command(_ program: String, _ words: String...) -> String {
    ([program] + arguments + words).joined(separator: " ")
  }

  private static func home(
    _ variable: String, _ fallback: String, _ environment: [String: String]
  ) -> FilePath {
    if let path = environment[variable], path.hasPrefix("/") { return FilePath(path) }
    return FilePath(environment["HOME"] ?? NSHomeDirectory()).appending(fallback)
  }
}
