/// How Cloudbase-Init is set up in an image: what becomes its two configuration files.
///
/// The values that are here without being given suit an OpenStack. They are not the installer's: that
/// one searches clouds that are not there, and asks its maker for a newer version.
public struct CloudbaseInitSettings: Sendable, Hashable, Codable {
  /// The user that is created, or renamed to where `renamesAdministrator`.
  public var userName = "Admin"
  /// The local groups that the user is put into.
  public var groups = ["Administrators"]
  /// Whether the built-in administrator gets the name, in place of a user of its own.
  public var renamesAdministrator = false
  public var password = CloudbaseInitPassword.metadata
  public var firstLogon = CloudbaseInitFirstLogon.never
  /// Asked one after the other until one answers; not empty.
  public var metadataServices = CloudbaseInitMetadataService.openStack
  public var configDrive = CloudbaseInitConfigDrive()
  /// What is done, in this order.
  public var plugins = CloudbaseInitPlugin.standard
  /// What is done while Windows Setup is still at work, after a generalized image was started.
  public var setupPlugins = CloudbaseInitPlugin.duringSetup
  /// Whether a plugin may restart the instance.
  public var allowsReboot = true
  /// Whether user data is run, and not only kept.
  public var runsUserData = true
  /// Whether network cards get the MTU that DHCP tells.
  public var takesMTUFromDHCP = true
  /// Whether Windows takes the time from the servers that DHCP tells.
  public var takesNTPFromDHCP = true
  /// Whether the hardware clock is taken to show UTC, which `os_type=windows` guests do not have.
  public var hardwareClockIsUTC = false
  /// The serial port that the log goes to as well, such as `COM1`; nil for none.
  public var serialPort: String? = "COM1"
  /// Whether the log tells everything.
  public var logsDetails = true
  /// Where Cloudbase-Init is installed.
  public var installFolder = #"C:\Program Files\Cloudbase Solutions\Cloudbase-Init"#
  /// Where it writes its logs; nil for the folder `log` of the installation.
  public var logFolder: String?
  /// Where the scripts are that `local-scripts` runs; nil for the installation's `LocalScripts`.
  public var localScriptsFolder: String?

  /// Settings for an OpenStack.
  public init() {}
}
