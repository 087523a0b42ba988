extension FirstBootPlan {
  /// What Windows is told by its own programs; what is nil stays as it is.
  public struct Settings: Sendable, Equatable, Codable {
    /// The computer's name.
    public var computerName: String?
    /// The time zone, by Windows' name.
    public var timeZone: String?
    /// How numbers and dates are written, and the language of programs without Unicode: `de-DE`.
    public var locale: String?
    /// The keyboard, by Windows' identifiers: `0407:00000407`.
    public var keyboard: String?
    /// Whether the firewall lets Remote Desktop in.
    public var letsRemoteDesktopIn: Bool?
    /// Ports that the firewall lets in.
    public var openPorts: [FirewallPort] = []
    /// The product key.
    public var productKey: String?

    /// Changes nothing.
    public init() {}
  }

  /// Whether a text is five groups of five letters and digits.
  public static func isProductKey(_ text: String) -> Bool { ValueSyntax.isProductKey(text) }
}
