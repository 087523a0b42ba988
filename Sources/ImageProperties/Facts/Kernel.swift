/// A kernel that the disk's boot loader can start.
public struct Kernel: Sendable, Codable, Equatable {
  /// The release, as in the name of its module folder: `6.1.0-28-cloud-amd64`.
  public var release: String
  /// Where each driver was found; a driver that is not listed is missing.
  public var drivers: [VirtioDriver: DriverPresence]

  /// Makes a record of what was found.
  public init(release: String, drivers: [VirtioDriver: DriverPresence]) {
    self.release = release
    self.drivers = drivers
  }

  /// Where `driver` was found.
  public func presence(of driver: VirtioDriver) -> DriverPresence {
    drivers[driver] ?? .missing
  }
}
