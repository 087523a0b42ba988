/// Where Cloudbase-Init takes an instance's metadata from; the classes of version 1.1.9.
public enum CloudbaseInitMetadataService: String, CloudbaseInitName, Codable {
  case azure
  case cloudStack = "cloud-stack"
  case configDrive = "config-drive"
  case ec2
  case empty
  case gce
  case http
  case maas
  case noCloud = "no-cloud"
  case openNebula = "open-nebula"
  case oracle
  case ovf
  case packet
  case vmware

  public static let kind = "metadata service"

  /// What an OpenStack has, the drive before the network.
  public static let openStack: [Self] = [.configDrive, .http]

  public var className: String { "cloudbaseinit.metadata.services." + path }

  private var path: String {
    switch self {
    case .azure: "azureservice.AzureService"
    case .cloudStack: "cloudstack.CloudStack"
    case .configDrive: "configdrive.ConfigDriveService"
    case .ec2: "ec2service.EC2Service"
    case .empty: "base.EmptyMetadataService"
    case .gce: "gceservice.GCEService"
    case .http: "httpservice.HttpService"
    case .maas: "maasservice.MaaSHttpService"
    case .noCloud: "nocloudservice.NoCloudConfigDriveService"
    case .openNebula: "opennebulaservice.OpenNebulaService"
    case .oracle: "oraclecloudservice.OracleCloudService"
    case .ovf: "ovfservice.OvfService"
    case .packet: "packet.PacketService"
    case .vmware: "vmwareguestinfoservice.VMwareGuestInfoService"
    }
  }
}
