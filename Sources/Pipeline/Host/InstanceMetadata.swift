/// What the metadata service or config drive tells an instance about itself.
public struct InstanceMetadata: Sendable, Equatable {
  /// Unique to the instance; cloud-init takes a new one for a first boot.
  public var instanceID: String
  /// The host name that cloud-init is to apply.
  public var hostName: String

  /// Makes metadata.
  public init(instanceID: String, hostName: String) {
    self.instanceID = instanceID
    self.hostName = hostName
  }
}
