extension FirstBootPlan {
  /// An optional feature of Windows.
  public struct Feature: Sendable, Hashable, Codable {
    /// Its name as DISM has it: `Microsoft-Hyper-V`.
    public let name: String
    /// Whether it is to be there.
    public let isWanted: Bool

    /// Names a feature.
    public init(_ name: String, isWanted: Bool) {
      self.name = name
      self.isWanted = isWanted
    }

    /// Whether a name may be that of a feature, or of a server's role.
    public static func isName(_ name: String) -> Bool {
      name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,127}/) != nil
    }
  }
}
