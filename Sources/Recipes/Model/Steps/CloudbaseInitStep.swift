public import WindowsSetup

/// Has Windows install Cloudbase-Init at its first boot.
public struct CloudbaseInitStep: Sendable, Hashable, Encodable {
  /// Its package of Windows Installer.
  public var package: HostFile
  /// How it is set up.
  public var settings: CloudbaseInitSettings
  /// Whether the first boot generalizes Windows with sysprep at its end, and turns the machine off.
  public var generalizes: Bool
  /// Whether its service starts as soon as it is installed, because the first boot is an instance's.
  public var starts: Bool

  /// Makes the step; the defaults are those of a recipe.
  public init(
    package: HostFile, settings: CloudbaseInitSettings = CloudbaseInitSettings(),
    generalizes: Bool = false, starts: Bool = true
  ) {
    self.package = package
    self.settings = settings
    self.generalizes = generalizes
    self.starts = starts
  }
}

extension CloudbaseInitStep: StepDetails {
  var kind: String { "cloudbase-init" }
  var summary: String { "cloudbase-init: user \(settings.userName), from \(package.name)" }
  var files: [RecipeFile] { package.files }
  var sources: [FileSource] { package.sources }
}
