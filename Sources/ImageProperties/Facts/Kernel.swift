/// A kernel that the disk's boot loader can start.
public struct Kernel: Sendable, Codable, Equatable {
  /// The release, as in the name of its module folder: `6.1.0-28-cloud-amd64`.
  public var release: String
  /// Where each driver was found; a driver that is not listed is missing.
  public var drivers: [DeviceDriver: DriverPresence]
  /// Who issued the certificates that it is signed with, by common name; empty: it is not signed; nil
  /// where nobody looked, because no signed loader starts it.
  public var issuers: [String]?

  /// Makes a record of what was found.
  public init(
    release: String, drivers: [DeviceDriver: DriverPresence], issuers: [String]? = nil
  ) {
    self.release = release
    self.drivers = drivers
    self.issuers = issuers
  }

  /// Where `driver` was found.
  public func presence(of driver: DeviceDriver) -> DriverPresence {
    drivers[driver] ?? .missing
  }
}
