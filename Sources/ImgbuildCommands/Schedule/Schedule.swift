import Foundation
import SystemPackage

/// Builds that the service manager starts at set times.
struct Schedule: Codable, Equatable, Sendable {
  /// The name after `imgbuild-` in the units' names.
  var name: String
  var scope: ScheduleScope
  /// The recipes, absolute.
  var recipes: [String]
  /// The folder of the artifacts, absolute.
  var output: String
  /// When, after systemd.time(7).
  var calendar: String
  /// Seconds by which a start is put off at most, by chance.
  var delay: Int
  /// What `imgbuild` is told.
  var arguments: [String]
  /// What is added to the service manager's environment.
  var environment: [String: String]

  var serviceName: String { "imgbuild-\(name).service" }
  var timerName: String { "imgbuild-\(name).timer" }

  /// Whether `name` can be part of a unit's name, as it is.
  static func isName(_ name: String) -> Bool {
    name.utf8.count <= 63 && name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*/) != nil
  }
}
