import BuildFoundation

/// A time zone of Windows, which is found by Windows' name or by that of the tz database.
public struct WindowsTimeZone: Sendable, Hashable {
  /// Windows' name, such as `W. Europe Standard Time`.
  public let name: String

  /// Windows' names by those of the tz database.
  private static let windowsNames: [String: String] = {
    var names: [String: String] = [:]
    let table = String(decoding: PackageResources.time_zones_txt, as: UTF8.self)
    for line in table.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      for zone in parts.last?.split(separator: " ") ?? [] { names[String(zone)] = parts.first }
    }
    return names
  }()

  /// Finds a zone by either name, in letters as they are.
  ///
  /// Throws a `recipe` error with the nearest name for one that Windows does not have.
  public init(named name: String) throws {
    guard
      let found = TimeZoneNames.all.contains(name) ? name : Self.windowsNames[name]
    else {
      let names = TimeZoneNames.all.union(Self.windowsNames.keys)
      throw BuildError(
        .recipe, "Windows has no time zone \(name)",
        hint: nearestName(to: name, in: names.sorted()).map { "did you mean \($0)?" }
          ?? "zones are named like Europe/Berlin, or like W. Europe Standard Time")
    }
    self.name = found
  }

  /// Whether it is a name of Windows' own.
  public static func isWindowsName(_ name: String) -> Bool { TimeZoneNames.all.contains(name) }
}
