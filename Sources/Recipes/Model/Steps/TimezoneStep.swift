import WindowsSetup

/// Sets the guest's time zone.
public struct TimezoneStep: Sendable, Hashable, Encodable {
  /// The zone's name in the tz database: `Europe/Berlin`.
  public var zone: Located<String>

  /// Makes the step.
  public init(_ zone: Located<String>) {
    self.zone = zone
  }

  /// Whether `name` can be a zone's: whether the guest knows it, only the guest can tell.
  ///
  /// Windows' own names are taken too, for Windows.
  public static func isName(_ name: String) -> Bool {
    WindowsTimeZone.isWindowsName(name)
      || name.wholeMatch(of: /[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*/) != nil
  }
}

extension TimezoneStep: StepDetails {
  var kind: String { "timezone" }
  var summary: String { "timezone: \(zone.value)" }
}
