/// What Cloudbase-Init does to an instance; the classes of version 1.1.9.
public enum CloudbaseInitPlugin: String, CloudbaseInitName, Codable {
  case azureGuestAgent = "azure-guest-agent"
  case bcdConfig = "bcd-config"
  case bootStatusPolicy = "boot-status-policy"
  case createUser = "create-user"
  case displayIdleTimeout = "display-idle-timeout"
  case ephemeralDisk = "ephemeral-disk"
  case extendVolumes = "extend-volumes"
  case licensing
  case localScripts = "local-scripts"
  case mtu
  case networkConfig = "network-config"
  case ntpClient = "ntp-client"
  case pageFiles = "page-files"
  case rdpPostThumbprint = "rdp-post-thumbprint"
  case rdpSettings = "rdp-settings"
  case sanPolicy = "san-policy"
  case serverCertificates = "server-certificates"
  case setHostName = "set-host-name"
  case setUserPassword = "set-user-password"
  case sshPublicKeys = "ssh-public-keys"
  case trim
  case userData = "user-data"
  case windowsUpdates = "windows-updates"
  case winrmCertificateAuth = "winrm-certificate-auth"
  case winrmListener = "winrm-listener"

  public static let kind = "plugin"

  /// The plugins of a Cloudbase-Init without a configuration, in its order.
  public static let standard: [Self] = [
    .mtu, .ntpClient, .setHostName, .createUser, .networkConfig, .licensing, .sshPublicKeys,
    .extendVolumes, .userData, .setUserPassword, .winrmListener, .winrmCertificateAuth,
    .localScripts,
  ]

  /// What can be done while Windows Setup is still at work; the installer's own choice.
  public static let duringSetup: [Self] = [.mtu, .setHostName, .extendVolumes]

  public var className: String { "cloudbaseinit.plugins." + path }

  private var path: String {
    switch self {
    case .azureGuestAgent: "windows.azureguestagent.AzureGuestAgentPlugin"
    case .bcdConfig: "windows.bootconfig.BCDConfigPlugin"
    case .bootStatusPolicy: "windows.bootconfig.BootStatusPolicyPlugin"
    case .createUser: "windows.createuser.CreateUserPlugin"
    case .displayIdleTimeout: "windows.displayidletimeout.DisplayIdleTimeoutConfigPlugin"
    case .ephemeralDisk: "common.ephemeraldisk.EphemeralDiskPlugin"
    case .extendVolumes: "windows.extendvolumes.ExtendVolumesPlugin"
    case .licensing: "windows.licensing.WindowsLicensingPlugin"
    case .localScripts: "common.localscripts.LocalScriptsPlugin"
    case .mtu: "common.mtu.MTUPlugin"
    case .networkConfig: "common.networkconfig.NetworkConfigPlugin"
    case .ntpClient: "windows.ntpclient.NTPClientPlugin"
    case .pageFiles: "windows.pagefiles.PageFilesPlugin"
    case .rdpPostThumbprint: "windows.rdp.RDPPostCertificateThumbprintPlugin"
    case .rdpSettings: "windows.rdp.RDPSettingsPlugin"
    case .sanPolicy: "windows.sanpolicy.SANPolicyPlugin"
    case .serverCertificates: "windows.certificates.ServerCertificatesPlugin"
    case .setHostName: "common.sethostname.SetHostNamePlugin"
    case .setUserPassword: "common.setuserpassword.SetUserPasswordPlugin"
    case .sshPublicKeys: "common.sshpublickeys.SetUserSSHPublicKeysPlugin"
    case .trim: "common.trim.TrimConfigPlugin"
    case .userData: "common.userdata.UserDataPlugin"
    case .windowsUpdates: "windows.updates.WindowsAutoUpdatesPlugin"
    case .winrmCertificateAuth: "windows.winrmcertificateauth.ConfigWinRMCertificateAuthPlugin"
    case .winrmListener: "windows.winrmlistener.ConfigWinRMListenerPlugin"
    }
  }
}
