/// Has Windows generalize itself with sysprep at the end of its first boot, and turn the machine off.
public struct SysprepStep: Sendable, Hashable, Encodable {
  /// The language of Windows in instances; nil for the one that it has.
  public var language: String?
  /// How instances write numbers and dates, by Windows' name; nil for the language's way.
  public var locale: String?
  /// The keyboard of instances, by Windows' identifiers; nil for the locale's.
  public var keyboard: String?
  /// The time zone of instances, by Windows' name; nil for UTC, or what Cloudbase-Init's user sets.
  public var timeZone: String?
  /// The administrator's password in instances.
  public var administratorPassword: SecretText?
  /// Whether the administrator's profile becomes that of new users.
  public var copiesProfile: Bool
  /// Whether drivers stay installed.
  public var keepsDevices: Bool

  /// Makes the step; the defaults are those of a recipe.
  public init(
    language: String? = nil, locale: String? = nil, keyboard: String? = nil,
    timeZone: String? = nil, administratorPassword: SecretText? = nil,
    copiesProfile: Bool = false, keepsDevices: Bool = true
  ) {
    self.language = language
    self.locale = locale
    self.keyboard = keyboard
    self.timeZone = timeZone
    self.administratorPassword = administratorPassword
    self.copiesProfile = copiesProfile
    self.keepsDevices = keepsDevices
  }
}

extension SysprepStep: StepDetails {
  var kind: String { "sysprep" }
  var summary: String { "sysprep: generalize Windows at the end of its first boot" }
}
