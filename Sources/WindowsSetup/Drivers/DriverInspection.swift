public import ImageProperties

/// Finds the virtio drivers that a mounted Windows can use.
///
/// A driver of the disk counts when the boot loader loads it, its file is there, and each of its devices on the PCI
/// bus leads to it; one that Plug and Play installs, when it is where Windows looks for drivers. Whether Windows
/// takes it in the end only Windows itself can tell.
public struct DriverInspection: Sendable {
  private static let plugAndPlay: [(name: String, device: DeviceDriver)] = [
    ("netkvm", .network), ("viorng", .random),
  ]
  private static let store = "/Windows/System32/DriverStore/FileRepository"

  private let survey: DriverSurvey
  private let registry: any RegistryReader
  private let files: any WindowsFiles

  /// An inspection of the Windows that `survey` is of.
  public init(_ survey: DriverSurvey, registry: any RegistryReader, files: any WindowsFiles) {
    self.survey = survey
    self.registry = registry
    self.files = files
  }

  /// The drivers that are there, whether Windows can use them or not.
  public func drivers() async throws -> [WindowsDriver] {
    var found: [WindowsDriver] = []
    for driver in BootDriver.allCases {
      if let driver = try await bootDriver(driver) { found.append(driver) }
    }
    let hasBootDriver = found.contains { $0.obstacle == nil }
    let stored = try await files.names(in: Self.store)
    for (name, device) in Self.plugAndPlay {
      let driver = try await driver(name, device, stored: stored, hasBootDriver: hasBootDriver)
      if let driver { found.append(driver) }
    }
    return found
  }

  private func values(of key: RegistryKey) async throws -> RegistryValues? {
    try await registry.values(of: key, in: .system)
  }

  // MARK: - Drivers of the disk

  func bootDriver(_ driver: BootDriver) async throws -> WindowsDriver? {
    let name = driver.rawValue
    var result = WindowsDriver(
      device: driver == .viostor ? .block : .scsi, name: name, version: nil, proof: "")
    let key = RegistryKey(survey.controlSet).appending("Services").appending(name)
    guard let service = try await values(of: key) else {
      let isThere = try await files.exists("/Windows/System32/drivers/\(name).sys")
      result.obstacle = "the file of \(name) is there, and no service loads it"
      return isThere ? result : nil
    }
    let start = service["Start"]?.number
    let override = try await values(of: key.appending("StartOverride"))
    let overrides = override.map { values in values.names.compactMap { values[$0]?.number } } ?? []
    guard start == 0, overrides.allSatisfy({ $0 == 0 }) else {
      let number = (start == 0 ? overrides.max() : start).map(String.init) ?? "missing"
      result.obstacle =
        "the boot loader does not load \(name): \(start == 0 ? "StartOverride" : "Start") is \(number), not 0"
      return result
    }
    let path = (service["ImagePath"]?.text).flatMap { RegistryPath.onDisk($0) }
    guard let path, try await files.exists(path) else {
      result.obstacle = "the service \(name) is there, and its file \(path ?? "") is not"
      return result
    }
    var infs: [String] = []
    var inf: InfFile?
    for (id, names) in zip(driver.deviceIDs, driver.hardwareIDs) {
      guard let way = try await way(to: name, from: names) else {
        result.obstacle = "the PCI device \(id) does not lead to \(name) in the registry"
        return result
      }
      if !infs.contains(way.inf) { infs.append(way.inf) }
      if inf == nil { inf = try await self.inf(name, way) }
    }
    result.version = inf?.driverVersion?.text
    result.proof =
      "is loaded by the boot loader (Start 0), \(path) is there, and both PCI devices lead to it by "
      + infs.joined(separator: " and ")
    result.obstacle = try await fault(name, inf)
    return result
  }

  /// How a device leads to a service: the INF file by its name in the registry, and the package's label.
  private typealias Way = (inf: String, label: String?)

  private func way(to service: String, from names: [String]) async throws -> Way? {
    for name in names {
      let way =
        survey.hasDriverDatabase
        ? try await databaseWay(to: service, from: name)
        : try await criticalWay(to: service, from: name)
      if let way { return way }
    }
    return nil
  }

  private func criticalWay(to service: String, from name: String) async throws -> Way? {
    let key = RegistryKey(survey.controlSet)
      .appending(#"Control\CriticalDeviceDatabase"#).appending("PCI#\(name)")
    let found = try await values(of: key)?["Service"]?.text
    return found?.lowercased() == service ? ("CriticalDeviceDatabase", nil) : nil
  }

  private func databaseWay(to service: String, from name: String) async throws -> Way? {
    let database = DriverSurvey.driverDatabase
    let device = database.appending(#"DeviceIds\PCI"#).appending(name)
    for inf in try await values(of: device)?.names ?? [] {
      let file = try await values(of: database.appending("DriverInfFiles").appending(inf))
      guard let label = file?["Active"]?.text ?? file?[""]?.texts.first else { continue }
      let package = database.appending("DriverPackages").appending(label)
      let descriptor = try await values(
        of: package.appending(#"Descriptors\PCI"#).appending(name))
      guard let configuration = descriptor?["Configuration"]?.text else { continue }
      let settings = try await values(
        of: package.appending("Configurations").appending(configuration))
      if settings?["Service"]?.text?.lowercased() == service { return (inf, label) }
    }
    return nil
  }

  /// The INF file of a driver: in the driver store, among those of Windows, or beside what was injected.
  private func inf(_ name: String, _ way: Way) async throws -> InfFile? {
    let paths =
      (way.label.map { ["\(Self.store)/\($0)/\(name).inf"] } ?? [])
      + ["/Windows/INF/\(way.inf)", "/Windows/Drivers/VirtIO/\(name).inf"]
    for path in paths {
      if let bytes = try await files.content(of: path), let inf = InfFile(bytes) { return inf }
    }
    return nil
  }

  // MARK: - Drivers that Plug and Play installs

  private func driver(
    _ name: String, _ device: DeviceDriver, stored: [String], hasBootDriver: Bool
  ) async throws -> WindowsDriver? {
    var result = WindowsDriver(device: device, name: name, version: nil, proof: "")
    if let folder = stored.first(where: { $0.lowercased().hasPrefix("\(name).inf_") }) {
      let inf = try await files.content(of: "\(Self.store)/\(folder)/\(name).inf")
        .flatMap { InfFile($0) }
      result.version = inf?.driverVersion?.text
      result.proof = "is in the driver store (\(folder))"
      result.obstacle = try await fault(name, inf)
      return result
    }
    for folder in survey.devicePath.split(separator: ";") {
      guard let path = RegistryPath.onDisk(String(folder)),
        let bytes = try await files.content(of: "\(path)/\(name).inf")
      else { continue }
      let inf = InfFile(bytes)
      result.version = inf?.driverVersion?.text
      result.proof = "is in \(folder), where Windows looks for drivers when it starts"
      result.obstacle = try await fault(name, inf)
      let architecture = survey.windows.architecture
      for file in inf?.sourceFiles(for: architecture) ?? [] where result.obstacle == nil {
        guard try await !files.exists("\(path)/\(file)") else { continue }
        result.obstacle = "the files of \(name) in \(folder) are not whole: there is no \(file)"
      }
      if !hasBootDriver {
        result.obstacle = result.obstacle ?? "no driver for virtio disks is there beside \(name)"
      }
      return result
    }
    return nil
  }

  private func fault(_ name: String, _ inf: InfFile?) async throws -> String? {
    guard let inf else { return nil }
    let folder = "/Windows/Drivers/VirtIO"
    var catalogue: CatalogueTargets?
    if let file = inf.catalogue(for: survey.windows.architecture),
      let bytes = try await files.content(of: "\(folder)/\(file)")
    {
      catalogue = CatalogueTargets(bytes)
    }
    return DriverFit.fault(of: inf, catalogue: catalogue, named: name, for: survey.windows)
  }
}
