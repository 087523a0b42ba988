extension CloudbaseInitSettings {
  /// The text of `cloudbase-init.conf`: ASCII, lines end with CR and LF.
  ///
  /// - Throws: `BuildError` (`recipe`) for settings that Windows or Cloudbase-Init would not take.
  public func serviceFile() throws -> String {
    try CloudbaseInitFile.text(serviceOptions())
  }

  /// The text of `cloudbase-init-unattend.conf`, for the run within Windows Setup.
  ///
  /// - Throws: as `serviceFile()`.
  public func setupFile() throws -> String {
    try CloudbaseInitFile.text(setupOptions())
  }

  /// The folder of the configuration files.
  public var configurationFolder: String { installFolder + #"\conf"# }
}
