/// What sysprep is to do with a Windows that becomes an image, and what that does at its first start.
public struct SysprepAnswerOptions: Sendable {
  /// The release that is generalized.
  public var version: WindowsVersion
  /// The processor that it runs on.
  public var architecture: WindowsArchitecture
  /// Whether drivers stay installed: instances on the same hardware start faster with them.
  public var persistsDeviceInstalls = true
  /// Whether the administrator's profile becomes that of new users.
  public var copiesProfile = false
  /// How numbers and dates are written.
  public var locale = "en-US"
  /// The language of Windows.
  public var language = "en-US"
  /// The keyboard.
  public var keyboard = "en-US"
  /// The time zone, by Windows' name.
  public var timeZone = "UTC"
  /// The administrator's password; nil leaves it to Cloudbase-Init.
  public var administratorPassword: AnswerFilePassword?
  /// Commands at the first start before anybody can log on, as the system.
  public var specializeCommands: [SetupCommand] = []

  /// Makes the options of a plain `sysprep /generalize /oobe`.
  public init(version: WindowsVersion, architecture: WindowsArchitecture = .amd64) {
    self.version = version
    self.architecture = architecture
  }
}
