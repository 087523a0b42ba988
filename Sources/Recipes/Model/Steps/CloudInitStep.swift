/// Configures cloud-init in the guest.
public struct CloudInitStep: Sendable, Hashable, Encodable {
  /// Where instances look for their metadata, in this order; empty for no change.
  public var datasources: [String]
  /// Text of a file for `/etc/cloud/cloud.cfg.d`, as YAML or JSON, without `#cloud-config`.
  public var config: String?
  /// The name of that file, without `.cfg`; later names win over earlier ones.
  public var name: String

  /// Makes the step; the defaults are those of a recipe.
  public init(
    datasources: [String] = [], config: String? = nil, name: String = "99-imgbuild"
  ) {
    self.datasources = datasources
    self.config = config
    self.name = name
  }

  /// The data sources that cloud-init has, by the names that `datasource_list` takes.
  public static let knownDatasources = [
    "AliYun", "AltCloud", "Akamai", "Azure", "Bigstep", "CloudCIX", "CloudSigma", "CloudStack",
    "ConfigDrive", "DigitalOcean", "Ec2", "Exoscale", "GCE", "Hetzner", "IBMCloud", "LXD", "MAAS",
    "NoCloud", "None", "NWCS", "OpenNebula", "OpenStack", "Oracle", "OVF", "RbxCloud", "Scaleway",
    "SmartOS", "UpCloud", "VMware", "Vultr", "WSL",
  ]

  /// Whether `name` can name a file of `/etc/cloud/cloud.cfg.d`.
  public static func isName(_ name: String) -> Bool {
    name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_.-]*/) != nil
  }
}

extension CloudInitStep: StepDetails {
  var kind: String { "cloud-init" }
  var summary: String {
    var parts: [String] = []
    if !datasources.isEmpty { parts.append("datasources " + datasources.joined(separator: ", ")) }
    if config != nil { parts.append("\(name).cfg") }
    return "cloud-init: " + parts.joined(separator: "; ")
  }
}
