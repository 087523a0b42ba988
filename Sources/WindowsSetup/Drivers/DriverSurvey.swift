import BuildFoundation

/// What the registry of a Windows says that gets drivers, before it gets them.
public struct DriverSurvey: Sendable {
  /// The folder of Windows where drivers are put, and looked for by Plug and Play.
  public static let folder = #"%SystemRoot%\Drivers\VirtIO"#
  /// Where Windows says how it finds drivers.
  static let versionKey: RegistryKey = #"Microsoft\Windows\CurrentVersion"#
  static let driverDatabase: RegistryKey = "DriverDatabase"

  /// Which Windows it is.
  public let windows: WindowsTarget
  /// The name of the current control set: `ControlSet001`.
  public let controlSet: String
  /// Whether drivers are in `DriverDatabase`, as since Windows 8, and not in `CriticalDeviceDatabase`.
  public let hasDriverDatabase: Bool
  /// The folders in which Plug and Play looks for drivers, separated by semicolons.
  public let devicePath: String
  /// What takes remains of earlier injections away.
  public let remains: [RegistryChange]

  /// Reads both hives; `files` are those of the same Windows.
  ///
  /// Throws `buildFailed` when they are not those of a Windows.
  public init(_ registry: any RegistryReader, files: any WindowsFiles) async throws {
    let installation = try await WindowsInstallation(registry)
    windows = installation.windows
    controlSet = installation.controlSet
    hasDriverDatabase = try await registry.values(of: Self.driverDatabase, in: .system) != nil
    remains =
      try await Self.brokenServices(registry, files, controlSet)
      + (hasDriverDatabase ? try await Self.remains(in: registry) : [])
    let settings = try await registry.values(of: Self.versionKey, in: .software)
    devicePath = settings?["DevicePath"]?.text ?? #"%SystemRoot%\inf"#
  }

  /// Services of the disk's drivers whose files are not there: with one, Windows does not start at all.
  private static func brokenServices(
    _ registry: any RegistryReader, _ files: any WindowsFiles, _ controlSet: String
  ) async throws -> [RegistryChange] {
    var changes: [RegistryChange] = []
    for driver in BootDriver.allCases {
      let key = RegistryKey(controlSet).appending("Services").appending(driver.rawValue)
      guard let service = try await registry.values(of: key, in: .system),
        service["Start"]?.number == 0,
        let path = (service["ImagePath"]?.text).flatMap({ RegistryPath.onDisk($0) }),
        try await !files.exists(path)
      else { continue }
      changes.append(RegistryChange(.system, key, .deleteKey))
    }
    return changes
  }

  /// What virt-v2v leaves: `guestor.inf`, and labels ending in `_tmp` up to its 2.2, with which Windows
  /// later refuses the drivers themselves.
  private static func remains(
    in registry: any RegistryReader
  ) async throws -> [RegistryChange] {
    var changes: [RegistryChange] = []
    for inf in ["guestor.inf"] + BootDriver.allCases.map({ "\($0.rawValue).inf" }) {
      let key = driverDatabase.appending("DriverInfFiles").appending(inf)
      guard let values = try await registry.values(of: key, in: .system) else { continue }
      let labels = Set((values[""]?.texts ?? []) + (values["Active"]?.texts ?? []))
      let stale = labels.filter { inf == "guestor.inf" || $0.lowercased().hasSuffix("_tmp") }
      guard !stale.isEmpty else { continue }
      for label in stale.sorted() {
        let package = driverDatabase.appending("DriverPackages").appending(label)
        changes.append(RegistryChange(.system, package, .deleteKey))
      }
      changes.append(RegistryChange(.system, key, .deleteKey))
      for id in BootDriver.allCases.flatMap(\.hardwareIDs).joined() {
        let device = driverDatabase.appending(#"DeviceIds\PCI"#).appending(id)
        guard try await registry.values(of: device, in: .system)?[inf] != nil else { continue }
        changes.append(RegistryChange(.system, device, .deleteValues([inf])))
      }
    }
    return changes
  }
}
