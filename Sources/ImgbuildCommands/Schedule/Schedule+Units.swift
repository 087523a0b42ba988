import Foundation
import HostKit
import SystemPackage

extension Schedule {
  /// The first line of our files; others are never replaced or removed.
  static let mark = "# Written by `imgbuild schedule install`"
  private static let section = "[X-imgbuild]"
  private static let key = "Schedule="

  /// The service: one run of the builds.
  ///
  /// The colon keeps dollar signs as they are. The first signal goes to imgbuild alone, which ends its
  /// guests itself.
  func service(program: FilePath) throws -> String {
    let words = ([program.string] + arguments).map(UnitText.quoted).joined(separator: " ")
    let variables = environment.sorted { $0.key < $1.key }
      .map { "Environment=\(UnitText.quoted("\($0.key)=\($0.value)"))\n" }.joined()
    let network =
      scope == .system ? "Wants=network-online.target\nAfter=network-online.target\n" : ""
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let record = String(decoding: try encoder.encode(self), as: UTF8.self)
    return """
      \(Self.mark); `imgbuild schedule remove \(name)` removes it.
      [Unit]
      Description=imgbuild: scheduled builds \(name)
      \(network)
      [Service]
      Type=oneshot
      ExecStart=:\(words)
      \(variables)KillMode=mixed
      TimeoutStopSec=30
      Nice=10

      \(Self.section)
      \(Self.key)\(record)

      """
  }

  /// The timer; a start that was missed, because the host was off, is made up for.
  var timer: String {
    """
    \(Self.mark); `imgbuild schedule remove \(name)` removes it.
    [Unit]
    Description=imgbuild: when to build \(name)

    [Timer]
    OnCalendar=\(UnitText.plain(calendar))
    RandomizedDelaySec=\(delay)
    Persistent=true

    [Install]
    WantedBy=timers.target

    """
  }

  /// The schedule of a service that `service` wrote; nil for any other.
  init?(service text: String) {
    guard text.hasPrefix(Self.mark), let start = text.range(of: "\n\(Self.section)\n"),
      case let rest = text[start.upperBound...], rest.hasPrefix(Self.key),
      let schedule = try? JSONDecoder().decode(
        Schedule.self, from: Data(rest.dropFirst(Self.key.count).prefix { $0 != "\n" }.utf8))
    else { return nil }
    self = schedule
  }
}
