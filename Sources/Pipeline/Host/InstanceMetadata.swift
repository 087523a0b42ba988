/// What the metadata service or config drive tells an instance about itself.
public struct InstanceMetadata: Sendable, Equatable {
  /// Unique to the instance; cloud-init takes a new one for a first boot.
  public var instanceID: String
  /// The host name that cloud-init is to apply.
  public var hostName: String
  /// An SSH key in the form of `authorized_keys`, for the image's default account.
  public var publicKey: String?
  /// A script or cloud-config for the first boot.
  public var userData: String?

  /// Makes metadata.
  public init(
    instanceID: String, hostName: String, publicKey: String? = nil, userData: String? = nil
  ) {
    self.instanceID = instanceID
    self.hostName = hostName
    self.publicKey = publicKey
    self.userData = userData
  }
}
