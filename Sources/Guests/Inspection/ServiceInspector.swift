import GuestfsKit
import ImageProperties

/// Finds out whether services of a mounted Linux system start at boot.
struct ServiceInspector: Sendable {
  private static let unitFolders = [
    "etc/systemd/system", "lib/systemd/system", "usr/lib/systemd/system",
  ]

  let guest: ApplianceGuest

  /// Whether one of `programs` is there, and whether one of `units` is started at boot: by systemd for a
  /// target, a device that appears, or a udev rule; by OpenRC in a run level.
  func presence(programs: [String], units: [String]) async throws -> ServicePresence {
    var isInstalled = false
    for path in programs where !isInstalled { isInstalled = try await guest.exists(path) }
    guard isInstalled else { return .absent }
    let masked = try await maskedUnits(units)
    let live = units.filter { !masked.contains($0) }
    guard !live.isEmpty else { return .disabled }
    let folders = Self.unitFolders.map { "\($0)/*.{wants,requires}/\(Self.choice(live))" }
    let levels = "etc/runlevels/*/\(Self.choice(live.map(Self.name)))"
    if try await !guest.paths("/{\((folders + [levels]).joined(separator: ","))}").isEmpty {
      return .enabled
    }
    return try await udevStarts(live) ? .enabled : .disabled
  }

  private func maskedUnits(_ units: [String]) async throws -> Set<String> {
    try await guest.call("looking for \(units.joined(separator: ", "))") { appliance in
      Set(
        try units.filter { unit in
          let override = "/etc/systemd/system/\(unit)"
          return try appliance.isLink(override)
            && appliance.target(ofLink: override) == "/dev/null"
        })
    }
  }

  private func udevStarts(_ units: [String]) async throws -> Bool {
    let names = units.map(Self.name)
    for rule in try await guest.paths("/{usr/lib,lib,etc}/udev/rules.d/*.rules") {
      guard names.contains(where: { rule.contains($0) }) else { continue }
      let text = String(decoding: try await guest.read(rule), as: UTF8.self)
      // A template is started as an instance: `qemu-ga@%k.service`.
      let starts = units.map { String($0.prefix { $0 != "." }) }
      if text.contains("SYSTEMD_WANTS"), starts.contains(where: { text.contains($0) }) {
        return true
      }
    }
    return false
  }

  /// The name of a service, as OpenRC has it.
  private static func name(_ unit: String) -> String { String(unit.prefix { !".@".contains($0) }) }

  private static func choice(_ names: [String]) -> String {
    names.count == 1 ? names[0] : "{\(names.joined(separator: ","))}"
  }
}

extension ApplianceGuest {
  /// The paths that a shell pattern matches; alternatives in braces are expanded.
  func paths(_ pattern: String) async throws -> [String] {
    try await call("looking for \(pattern)") { try $0.paths(matching: pattern) }
  }

  /// The text of a file; nil when there is none.
  func text(of path: String) async throws -> String? {
    guard try await exists(path) else { return nil }
    return String(decoding: try await read(path), as: UTF8.self)
  }
}
