/// All that is needed to talk to one cloud.
public struct CloudConfiguration: Sendable, Hashable {
  /// The name in clouds.yaml; `envvars` for a cloud that `OS_*` variables describe.
  public var name: String
  /// How to authenticate.
  public var authentication: CloudAuthentication
  /// The region, where the catalog has several.
  public var region: String?
  /// The interfaces wanted, best first: `public`, `internal`, `admin`.
  public var interfaces: [String]
  /// The image service's endpoint, which then is not looked up in the catalog.
  public var imageEndpoint: String?
  /// How TLS is checked.
  public var security: TransportSecurity
  /// How long a service may be silent; nil for a usual limit.
  public var silenceLimit: Duration?
  /// What the reader should know, such as that certificates are not checked.
  public var notices: [String]
  /// Where it was read from.
  public var origin: String

  /// Makes a configuration.
  public init(
    name: String, authentication: CloudAuthentication, region: String? = nil,
    interfaces: [String] = ["public"], imageEndpoint: String? = nil,
    security: TransportSecurity = TransportSecurity(), silenceLimit: Duration? = nil,
    notices: [String] = [], origin: String = "the environment"
  ) {
    self.name = name
    self.authentication = authentication
    self.region = region
    self.interfaces = interfaces
    self.imageEndpoint = imageEndpoint
    self.security = security
    self.silenceLimit = silenceLimit
    self.notices = notices
    self.origin = origin
  }
}
