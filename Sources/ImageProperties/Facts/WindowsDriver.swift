/// A virtio driver in Windows, with what shows that Windows can use it.
public struct WindowsDriver: Sendable, Codable, Equatable {
  /// The device that it is for, by the name that Linux gives its driver.
  public var device: DeviceDriver
  /// Its own name: `viostor`.
  public var name: String
  /// The version in its INF file; nil where there is none to be found.
  public var version: String?
  /// What was found, as the end of a sentence that begins with the driver.
  public var proof: String
  /// What keeps Windows from using it, as a sentence without its end; nil when nothing does.
  public var obstacle: String?

  /// Makes a record of what was found.
  public init(
    device: DeviceDriver, name: String, version: String?, proof: String, obstacle: String? = nil
  ) {
    self.device = device
    self.name = name
    self.version = version
    self.proof = proof
    self.obstacle = obstacle
  }
}
