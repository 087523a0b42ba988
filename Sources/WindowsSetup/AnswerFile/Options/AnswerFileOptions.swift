/// What an unattended installation of Windows is to do.
public struct AnswerFileOptions: Sendable {
  /// The release that is installed.
  public var version: WindowsVersion
  /// The processor that it is installed for.
  public var architecture: WindowsArchitecture
  /// The firmware of the machine; decides how the disk is divided.
  public var firmware: SetupFirmware
  /// Which image of the disc is installed.
  public var image: ImageSelection
  /// The product key; nil for evaluation and volume media, which ask for none.
  public var productKey: String?

  /// The language of Setup and Windows; the disc has to have it.
  public var language = "en-US"
  /// How numbers and dates are written, and the language of programs without Unicode.
  public var locale = "en-US"
  /// The keyboard: a locale, or the identifiers of one, like `0409:00000409`.
  public var keyboard = "en-US"
  /// The time zone, by Windows' name.
  public var timeZone = "UTC"
  /// The computer's name; nil lets Windows make one up.
  public var computerName: String?
  /// Whom Windows is registered to.
  public var owner = "imgbuild"
  /// The organization that Windows is registered to.
  public var organization = ""

  /// The password of the built-in administrator.
  public var administratorPassword: AnswerFilePassword
  /// Accounts beside the administrator's.
  public var accounts: [LocalAccount] = []
  /// How often Windows logs the administrator on by itself; the first time runs
  /// `firstLogonCommands`.
  public var autologonCount = 1

  /// How the disk is divided.
  public var disk = SetupDiskLayout()
  /// Folders with drivers, for Setup and for what it installs; those that are not there are passed over.
  public var driverPaths: [String] = []
  /// Whether Remote Desktop is let in, with network level authentication.
  public var allowsRemoteDesktop = false
  /// Whether the firewall is on.
  public var hasFirewall = true
  /// Whether Windows leaves activation to the instances.
  public var skipsActivation = true
  /// Whether Setup of Windows 11 installs without TPM, Secure Boot and 4 GiB of memory.
  public var skipsHardwareChecks = false

  /// Commands in Setup, before the disk is divided.
  public var setupCommands: [SetupCommand] = []
  /// Commands in the installed Windows before anybody can log on, as the system.
  public var specializeCommands: [SetupCommand] = []
  /// Commands at the first logon.
  public var firstLogonCommands: [SetupCommand] = []

  /// Single settings, which count more than all of the above.
  public var overrides: [AnswerFileOverride] = []

  /// Makes the options of an installation that asks nothing.
  public init(
    version: WindowsVersion, architecture: WindowsArchitecture = .amd64, firmware: SetupFirmware,
    image: ImageSelection, administratorPassword: AnswerFilePassword
  ) {
    self.version = version
    self.architecture = architecture
    self.firmware = firmware
    self.image = image
    self.administratorPassword = administratorPassword
  }

  /// Every form in which the passwords and the product key are in the answer file, to be kept out of logs.
  public var secrets: [String] {
    let accounts = accounts.map(\.password)
    return [administratorPassword.text, administratorPassword.hidden(in: "AdministratorPassword")]
      + ([administratorPassword] + accounts).flatMap { [$0.text, $0.hidden(in: "Password")] }
      + [productKey].compactMap { $0 }
  }
}
