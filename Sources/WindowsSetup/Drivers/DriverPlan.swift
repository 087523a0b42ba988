import BuildFoundation

/// What is done to the disk of a Windows so that it starts from virtio, and installs the other drivers itself.
public struct DriverPlan: Sendable {
  /// What a recipe says of the drivers.
  public struct Wishes: Sendable {
    /// The drivers, by name; empty for all.
    public var only: [String]
    /// Whether drivers are taken that are for another Windows, or known to fail.
    public var force: Bool

    /// Makes wishes; by default all drivers that fit.
    public init(only: [String] = [], force: Bool = false) {
      self.only = only
      self.force = force
    }
  }

  /// A file that goes to the disk.
  public struct Copy: Sendable, Hashable {
    /// Its path in virtio-win.
    public let source: String
    /// Its path on the disk.
    public let target: String
  }

  /// The files, each target once.
  public private(set) var copies: [Copy] = []
  /// The changes to the registry, in order.
  public private(set) var changes: [RegistryChange] = []
  /// The drivers, with their versions: `viostor 100.93.104.24000`.
  public private(set) var drivers: [String] = []
  /// What the reader should know: a driver that is taken though something speaks against it, or left out.
  public private(set) var remarks: [String] = []

  /// Plans what is done with `packages`, of virtio-win at `source`.
  ///
  /// Throws a `recipe` error when a driver that is asked for is not there, or is not for this Windows.
  public init(
    _ packages: [DriverPackage], for survey: DriverSurvey, wishes: Wishes = Wishes(), source: String
  ) throws {
    let chosen = try Self.chosen(packages, wishes, source)
    var usable: [DriverPackage] = []
    for package in chosen where try isUsable(package, for: survey, wishes, source) {
      usable.append(package)
    }
    changes = survey.remains
    for package in usable {
      drivers.append("\(package.name) \(package.versionText)")
      for file in package.files {
        add(package, file, to: "/Windows/Drivers/VirtIO/\(file.lowercased())")
      }
      guard let driver = BootDriver(rawValue: package.name) else { continue }
      guard let program = package.files.first(where: { $0.lowercased() == "\(driver).sys" }) else {
        continue
      }
      add(package, program, to: "/Windows/System32/drivers/\(driver).sys")
      changes += Self.changes(for: driver, survey)
    }
    changes += Self.commonChanges(survey)
  }

  private mutating func add(_ package: DriverPackage, _ file: String, to target: String) {
    guard !copies.contains(where: { $0.target == target }) else { return }
    copies.append(Copy(source: "\(package.folder.path)/\(file)", target: target))
  }

  private static func chosen(
    _ packages: [DriverPackage], _ wishes: Wishes, _ source: String
  ) throws -> [DriverPackage] {
    guard !wishes.only.isEmpty else { return packages }
    for name in wishes.only where !packages.contains(where: { $0.isNamed(name) }) {
      let known = Set(packages.map(\.name)).sorted().joined(separator: ", ")
      throw BuildError(
        .recipe, "looking for drivers in \(source): there is no \(name) for this Windows",
        hint: "there are \(known)")
    }
    return packages.filter { package in wishes.only.contains { package.isNamed($0) } }
  }

  /// Drivers that Windows installs by itself are left out where they do not fit, unless they are asked for.
  private mutating func isUsable(
    _ package: DriverPackage, for survey: DriverSurvey, _ wishes: Wishes, _ source: String
  ) throws -> Bool {
    let name = package.name
    let isWanted =
      BootDriver(rawValue: name) != nil || wishes.only.contains { package.isNamed($0) }
    if !package.missing.isEmpty {
      let files = package.missing.joined(separator: ", ")
      let fault = "\(name) in \(package.folder.path) is not whole: \(files) is not there"
      guard !isWanted else {
        throw BuildError(
          .recipe, "looking for drivers in \(source): \(fault)", hint: "get virtio-win anew")
      }
      remarks.append("\(fault); it is left out")
      return false
    }
    let fault =
      DriverFit.fault(
        of: package.inf, catalogue: package.catalogue, named: name, for: survey.windows)
      ?? DriverFit.knownFailure(of: package.inf, named: name, for: survey.windows)
    guard let fault else { return true }
    if wishes.force {
      remarks.append("\(fault); it is taken because of `force`")
      return true
    }
    guard !isWanted else {
      throw BuildError(
        .recipe, "looking for drivers in \(source): \(fault)",
        hint: "take another release of virtio-win, or say `force: true` if you know better")
    }
    remarks.append("\(fault); it is left out")
    return false
  }

  private static func changes(for driver: BootDriver, _ survey: DriverSurvey) -> [RegistryChange] {
    let control = RegistryKey(survey.controlSet)
    let service = control.appending("Services").appending(driver.rawValue)
    let common = [
      RegistryChange(
        .system, service,
        .set([
          // A kernel driver, loaded by the boot loader; a failure is logged, and ends nothing.
          "Type": .number(1), "Start": .number(0), "ErrorControl": .number(1),
          "Group": .string("SCSI miniport"), "ImagePath": .expandString(driver.imagePath),
        ])),
      // Windows notes here that it does without a driver whose device was not there.
      RegistryChange(.system, service.appending("StartOverride"), .deleteKey),
    ]
    guard survey.hasDriverDatabase else {
      let devices = control.appending(#"Control\CriticalDeviceDatabase"#)
      return driver.deviceIDs.map { id in
        RegistryChange(
          .system, devices.appending("PCI#\(id)"),
          .set([
            "Service": .string(driver.rawValue), "ClassGUID": .string(BootDriver.classGUID),
          ]))
      } + common
    }
    return databaseChanges(for: driver, survey) + common
  }

  private static func databaseChanges(
    for driver: BootDriver, _ survey: DriverSurvey
  ) -> [RegistryChange] {
    let database = DriverSurvey.driverDatabase
    let inf = driver.injectedInf
    let label = driver.injectedLabel(survey.windows.architecture)
    let package = database.appending("DriverPackages").appending(label)
    let configuration = driver.injectedConfiguration
    return [
      RegistryChange(
        .system, database.appending("DriverInfFiles").appending(inf),
        .set([
          "": .multiString([label]), "Active": .string(label),
          "Configurations": .multiString([configuration]),
        ])),
      RegistryChange(.system, package, .set(["Version": .binary(packageVersion)])),
      RegistryChange(
        .system, package.appending("Configurations").appending(configuration),
        .set(["ConfigFlags": .number(0), "Service": .string(driver.rawValue)])),
    ]
      + driver.deviceIDs.flatMap { id in
        [
          RegistryChange(
            .system, database.appending(#"DeviceIds\PCI"#).appending(id),
            .set([inf: .binary([1, 0xff, 0, 0])])),
          RegistryChange(
            .system, package.appending(#"Descriptors\PCI"#).appending(id),
            .set(["Configuration": .string(configuration)])),
        ]
      }
  }

  /// What a package needs so that Windows 10 takes it: the class of its devices, and neither date nor version, so
  /// that any driver which is installed later is better.
  private static let packageVersion: [UInt8] =
    [0, 0xff, 9, 0, 0, 0, 0, 0]
    + [
      0x7b, 0xe9, 0x36, 0x4d, 0x25, 0xe3, 0xce, 0x11, 0xbf, 0xc1, 8, 0, 0x2b, 0xe1, 3, 0x18,
    ] + [UInt8](repeating: 0, count: 24)

  private static func commonChanges(_ survey: DriverSurvey) -> [RegistryChange] {
    let folders = survey.devicePath.split(separator: ";").map(String.init)
    let isListed = folders.contains { $0.lowercased() == DriverSurvey.folder.lowercased() }
    let path =
      isListed ? survey.devicePath : (folders + [DriverSurvey.folder]).joined(separator: ";")
    return [
      RegistryChange(
        .software, DriverSurvey.versionKey, .set(["DevicePath": .expandString(path)])),
      // A blue screen stays where it can be read, in place of an instance that starts again and again.
      RegistryChange(
        .system, RegistryKey(survey.controlSet).appending(#"Control\CrashControl"#),
        .set(["AutoReboot": .number(0)])),
    ]
  }
}
