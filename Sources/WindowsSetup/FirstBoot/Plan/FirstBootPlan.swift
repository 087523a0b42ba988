/// What a Windows does at the first boot of its image, and how often it may try.
///
/// Drivers come first, then installers, Cloudbase-Init, scripts, and at last sysprep. A step that is
/// done is not done again; one that fails and is needed ends the attempt, and the next boot goes on
/// there. After the last attempt it gives up, says so, and removes itself all the same.
public struct FirstBootPlan: Sendable, Equatable, Codable {
  /// What starts it.
  public var carrier: Carrier
  /// The build number of the Windows; older ones than 14393 have another `pnputil`.
  public var windowsBuild: Int
  public var drivers: [Driver] = []
  public var installers: [Installer] = []
  public var cloudbaseInit: CloudbaseInit?
  /// Run in this order.
  public var scripts: [Script] = []
  /// Whether sysprep generalizes the Windows at the end and turns the machine off.
  ///
  /// Needs `cloudbaseInit`, whose answer file sysprep gets.
  public var generalizes = false
  /// How many boots may try, 1 to 9.
  public var attempts = 3
  /// Whether the machine may be restarted: to try again, or because something installed asks for it.
  ///
  /// Never within Windows Setup, which a restart from `SetupComplete.cmd` would break.
  public var restarts = false
  /// Whether a `SetupComplete.cmd` is on the disk that is not imgbuild's; it is kept, and run first.
  public var hasSetupComplete = false
  /// The serial port for progress.
  public var serialPort = "COM1"
  /// More files that were put onto the disk offline, whose permissions are to become those of their folder.
  public var securedPaths: [WindowsPath] = []

  /// A plan that does nothing yet.
  public init(carrier: Carrier, windowsBuild: Int) {
    self.carrier = carrier
    self.windowsBuild = windowsBuild
  }
}
