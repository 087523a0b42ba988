public import BuildFoundation
public import WindowsSetup

extension WindowsBase {
  /// What a recipe has Windows Setup told; nil: as imgbuild or Windows does by itself.
  public struct Answers: Sendable, Hashable, Encodable {
    /// The administrator's password, with secrets as `${secret.NAME}`; nil: one that nobody knows.
    public var password: Located<String>?
    /// The product key, with secrets as `${secret.NAME}`.
    public var productKey: Located<String>?
    /// The language of Windows.
    public var language: String?
    /// How numbers and dates are written.
    public var locale: String?
    /// The keyboard.
    public var keyboard: String?
    /// The time zone, by Windows' name or that of the tz database.
    public var timeZone: String?
    /// The computer's name.
    public var computerName: String?
    /// Whom Windows is registered to.
    public var owner: String?
    /// The organization that Windows is registered to.
    public var organization: String?
    /// Whether Remote Desktop is let in.
    public var remoteDesktop: Bool?
    /// Whether the firewall is on.
    public var firewall: Bool?
    /// The size of a recovery partition.
    public var recoverySize: ByteCount?
    /// Whether the guest agent of virtio-win's disc is installed.
    public var installsGuestAgent: Bool
    /// Lines of cmd that run in the installed Windows, as the administrator.
    public var commands: [String]
    /// Single settings of the answer file, by their paths.
    public var settings: [String: String]

    /// Leaves everything to imgbuild.
    public init() {
      installsGuestAgent = true
      commands = []
      settings = [:]
    }
  }
}

extension WindowsBase.Answers {
  /// The answers as the generator of answer files takes them; `expand` puts secrets into a text.
  ///
  /// Throws a `recipe` error for a time zone that Windows does not have, and for a setting that stands under no known pass.
  public func options(
    version: WindowsVersion, architecture: WindowsArchitecture = .amd64, firmware: SetupFirmware,
    image: ImageSelection, expand: (String) -> String
  ) throws -> AnswerFileOptions {
    var options = AnswerFileOptions(
      version: version, architecture: architecture, firmware: firmware, image: image,
      administratorPassword: password.map { AnswerFilePassword(expand($0.value)) } ?? .random())
    options.productKey = productKey.map { expand($0.value) }
    options.language = language ?? options.language
    options.locale = locale ?? language ?? options.locale
    options.keyboard = keyboard ?? language ?? options.keyboard
    if let timeZone { options.timeZone = try WindowsTimeZone(named: timeZone).name }
    options.computerName = computerName
    options.owner = owner ?? options.owner
    options.organization = organization ?? options.organization
    options.allowsRemoteDesktop = remoteDesktop ?? options.allowsRemoteDesktop
    options.hasFirewall = firewall ?? options.hasFirewall
    options.disk.recoverySize = recoverySize?.mebibytesRoundedUp
    options.overrides = try settings.sorted { $0.key < $1.key }.map {
      try AnswerFileOverride(path: $0.key, value: $0.value)
    }
    return options
  }
}
