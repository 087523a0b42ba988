/// What a Windows does at the first boot of its image, and how often it may try.
///
/// Drivers come first, then installers, settings, features, updates, Cloudbase-Init, scripts, and at last sysprep. A step that is
/// done is not done again; one that fails and is needed ends the attempt, and the next boot goes on
/// there. After the last attempt it gives up, says so, and removes itself all the same.
public struct FirstBootPlan: Sendable, Equatable, Codable {
  /// What starts it.
  public var carrier: Carrier
  /// The build number of the Windows; older ones than 14393 have another `pnputil`.
  public var windowsBuild: Int
  /// What the Windows runs on.
  public var architecture = WindowsArchitecture.amd64
  /// Whether the Windows is a server; nil where an older imgbuild has left that out.
  public var isServer: Bool?
  public var drivers: [Driver] = []
  public var installers: [Installer] = []
  public var settings = Settings()
  /// In this order; those that go come first.
  public var features: [Feature] = []
  /// Roles and features of a server, by the names that its manager has.
  public var roles: [String] = []
  public var updates: Updates?
  public var cloudbaseInit: CloudbaseInit?
  /// Run in this order.
  public var scripts: [Script] = []
  /// Whether sysprep generalizes the Windows at the end and turns the machine off.
  ///
  /// Somebody has to answer for an instance then: Cloudbase-Init, or `answers`.
  public var generalizes = false
  /// What sysprep's answer file says.
  public var answers = Answers()
  /// Whether a Cloudbase-Init is in the image already, in its usual folder.
  public var hasCloudbaseInit = false
  /// Whether the machine is turned off at the end, also where the first boot has given up.
  ///
  /// For a builder, which waits for that, and reads on the serial port or in the log how it went.
  public var powersOff = false
  /// How many boots may try, 1 to 9.
  public var attempts = 3
  /// Whether the machine may be restarted: to try again, or because something installed asks for it.
  ///
  /// Never within Windows Setup, which a restart from `SetupComplete.cmd` would break.
  public var restarts = false
  /// Whether it is, for this or because something in the plan does not work without.
  var mayRestart: Bool {
    restarts || generalizes || powersOff || updates != nil || !features.isEmpty || !roles.isEmpty
      || settings.computerName != nil
  }
  /// Whether a `SetupComplete.cmd` is on the disk that is not imgbuild's; it is kept, and run first.
  public var hasSetupComplete = false
  /// The serial port for progress.
  public var serialPort = "COM1"
  /// More files that were put onto the disk offline, whose permissions are to become those of their folder.
  public var securedPaths: [WindowsPath] = []

  /// Its names on the disk; `init(from:)` reads each.
  enum CodingKeys: String, CodingKey {
    case carrier, windowsBuild, architecture, isServer, drivers, installers, settings
    case features, roles, updates, cloudbaseInit, scripts
    case generalizes, answers, hasCloudbaseInit, powersOff, attempts, restarts, hasSetupComplete
    case serialPort, securedPaths
  }

  /// A plan that does nothing yet.
  public init(carrier: Carrier, windowsBuild: Int) {
    self.carrier = carrier
    self.windowsBuild = windowsBuild
  }
}
