extension FirstBootPlan {
  /// A driver package whose files are in `%SystemRoot%\Drivers\VirtIO`.
  public struct Driver: Sendable, Equatable, Codable {
    /// The file name of the INF.
    public let name: String
    /// Whether the first boot may not go on without it.
    public let isCritical: Bool

    /// Names a driver by its INF.
    public init(_ name: String, isCritical: Bool = false) {
      self.name = name
      self.isCritical = isCritical
    }
  }

  /// Where drivers are put offline.
  public static let driverFolder = WindowsPath(#"Drivers\VirtIO"#)
}
