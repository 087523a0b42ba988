extension FirstBootPlan {
  /// Cloudbase-Init, and how it is set up.
  public struct CloudbaseInit: Sendable, Equatable, Codable {
    /// Its Windows Installer package.
    public internal(set) var installer: Source
    public let settings: CloudbaseInitSettings
    public let architecture: WindowsArchitecture
    /// Whether its service starts as soon as everything is done, and not at the next boot only.
    ///
    /// For an image whose first boot is that of an instance. Has no meaning where sysprep follows.
    public let starts: Bool

    /// Describes an installation.
    public init(
      installer: Source, settings: CloudbaseInitSettings = CloudbaseInitSettings(),
      architecture: WindowsArchitecture = .amd64, starts: Bool = false
    ) {
      self.installer = installer
      self.settings = settings
      self.architecture = architecture
      self.starts = starts
    }
  }
}
