/// Who reads an image property.
public enum PropertyReader: String, Sendable, Codable, CaseIterable {
  case nova
  case glance
  case cinder
  case ironic
  case openstacksdk
  /// The Sovereign Cloud Stack's standard for the metadata of public images.
  case scs0102 = "scs-0102"
  /// No service: a label.
  case people

  /// The name as it is written.
  public var title: String {
    switch self {
    case .nova: "Nova"
    case .glance: "Glance"
    case .cinder: "Cinder"
    case .ironic: "Ironic"
    case .openstacksdk: "the OpenStack SDK"
    case .scs0102: "SCS-0102, a standard for public images"
    case .people: "people only"
    }
  }
}
