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
  /// How numbers and dates are written; nil leaves it to Windows.
  public var locale: String? = "en-US"
  /// The language of Windows; nil leaves it to Windows.
  public var language: String? = "en-US"
  /// The keyboard; nil leaves it to Windows.
  public var keyboard: String? = "en-US"
  /// The time zone, by Windows' name; nil leaves it to Windows.
  public var timeZone: String? = "UTC"
  /// The name of instances; nil lets Windows make one up for each.
  public var computerName: String?
  /// Whether an instance's first start asks nothing at all, and leaves out more than its questions.
  ///
  /// Microsoft calls the settings for that deprecated; Cloudbase-Init's own file has them, as nobody but it
  /// answers what a server asks for, a password.
  public var skipsWelcome = false
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
