/// Which passes a component has settings for; in others Windows ignores it.
///
/// Source: "Valid Configuration Passes" on the pages of the components' settings in Microsoft's
/// "Unattended Windows Setup Reference". A component that is not here may be a newer one.
enum ComponentPasses {
  /// A component as Windows spells it, and its passes.
  struct Entry {
    var name: String
    var passes: Set<SetupPass>
  }

  /// Every name, as Windows spells it.
  static let names: [String] = groups.flatMap(\.names).sorted()

  /// The component with a name in any case.
  static func find(_ name: String) -> Entry? { entries[name.lowercased()] }

  private static let entries: [String: Entry] = Dictionary(
    groups.flatMap { group in
      group.names.map { ($0.lowercased(), Entry(name: $0, passes: group.passes)) }
    }, uniquingKeysWith: { first, _ in first })

  private static let groups: [(passes: Set<SetupPass>, names: [String])] = [
    (
      [.windowsPE],
      [
        "Microsoft-Windows-International-Core-WinPE", "Microsoft-Windows-PnpCustomizationsWinPE",
        "Microsoft-Windows-Setup",
      ]
    ),
    (
      [
        .windowsPE, .offlineServicing, .generalize, .specialize, .auditSystem, .auditUser,
        .oobeSystem,
      ],
      [
        "Microsoft-Windows-Shell-Setup"
      ]
    ),
    (
      [.windowsPE, .offlineServicing, .specialize, .oobeSystem],
      [
        "Microsoft-Windows-WLANSVC"
      ]
    ),
    (
      [.windowsPE, .specialize],
      [
        "Microsoft-Windows-TCPIP"
      ]
    ),
    (
      [.offlineServicing],
      [
        "Microsoft-Windows-CodeIntegrity", "Microsoft-Windows-DeviceGuard-Unattend",
        "Microsoft-Windows-Devices-Lights-WinRT",
        "Microsoft-Windows-Embedded-KeyboardFilterService", "Microsoft-Windows-LUA-Settings",
        "Microsoft-Windows-MediaPlayer-Core", "Microsoft-Windows-PartitionManager",
        "Microsoft-Windows-WDF-KernelLibrary",
      ]
    ),
    (
      [.offlineServicing, .generalize, .specialize],
      [
        "Microsoft-Windows-DiagCpl", "Microsoft-Windows-Disk-Failure-Diagnostic-Module",
        "Microsoft-Windows-TerminalServices-LocalSessionManager",
        "Microsoft-Windows-TerminalServices-Publishing-WMIProvider",
        "Microsoft-Windows-TerminalServices-RemoteConnectionManager",
      ]
    ),
    (
      [.offlineServicing, .specialize],
      [
        "Microsoft-Windows-Embedded-EmbeddedLogon", "Microsoft-Windows-GPIOButtons",
        "Microsoft-Windows-UnattendedJoin",
      ]
    ),
    (
      [.offlineServicing, .specialize, .auditSystem, .oobeSystem],
      [
        "Microsoft-Windows-SecureStartup-FilterDriver"
      ]
    ),
    (
      [.offlineServicing, .specialize, .oobeSystem],
      [
        "Microsoft-Windows-Sensors-Core", "Microsoft-Windows-TabletPC-Platform-Input-Core",
        "Microsoft-Windows-TwinUI", "Microsoft-Windows-WiFiNetworkManager",
        "Security-Malware-Windows-Defender",
      ]
    ),
    (
      [.offlineServicing, .auditSystem],
      [
        "Microsoft-Windows-PnpCustomizationsNonWinPE"
      ]
    ),
    (
      [.generalize],
      [
        "Microsoft-Windows-BrowserService", "Microsoft-Windows-NetworkBridge",
        "Microsoft-Windows-SMBServer", "Microsoft-Windows-Security-SPP",
        "Microsoft-Windows-SharedAccess",
      ]
    ),
    (
      [.generalize, .specialize],
      [
        "Microsoft-Windows-OutOfBoxExperience", "Microsoft-Windows-PnpSysprep",
        "Microsoft-Windows-PowerCPL", "Microsoft-Windows-SNMP-Agent-Service",
        "Microsoft-Windows-STObject", "Microsoft-Windows-ServerManager-SvrMgrNc",
        "Microsoft-Windows-SystemSettingsThreshold",
        "Microsoft-Windows-TerminalServices-RDP-WinStationExtensions", "Microsoft-Windows-WWANUI",
        "Microsoft-Windows-WorkstationService",
      ]
    ),
    (
      [.generalize, .specialize, .auditSystem, .auditUser, .oobeSystem],
      [
        "Microsoft-Windows-CoreMmRes", "Microsoft-Windows-Deployment",
      ]
    ),
    (
      [.specialize],
      [
        "Microsoft-Windows-Audio-AudioCore", "Microsoft-Windows-Audio-VolumeControl",
        "Microsoft-Windows-Authentication-AuthUI", "Microsoft-Windows-DNS-Client",
        "Microsoft-Windows-DeviceAccess", "Microsoft-Windows-Embedded-UnifiedWriteFilter",
        "Microsoft-Windows-EnhancedStorage-Adm", "Microsoft-Windows-ErrorReportingCore",
        "Microsoft-Windows-Fax-Service", "Microsoft-Windows-IE-ESC",
        "Microsoft-Windows-IE-InternetExplorer", "Microsoft-Windows-MicrosoftEdgeBrowser",
        "Microsoft-Windows-MobilePC-Sensors-API", "Microsoft-Windows-NetBT",
        "Microsoft-Windows-NetworkLoadBalancing-Core", "Microsoft-Windows-Printing-Spooler-Core",
        "Microsoft-Windows-RasServer", "Microsoft-Windows-RemoteAssistance-Exe",
        "Microsoft-Windows-SQMAPI", "Microsoft-Windows-Security-SPP-UX",
        "Microsoft-Windows-SystemMaintenanceService", "Microsoft-Windows-SystemRestore-Main",
        "Microsoft-Windows-TapiSetup", "Microsoft-Windows-Tpm-Tasks",
        "Microsoft-Windows-WPD-BusEnumService", "Networking-MPSSVC-Svc",
      ]
    ),
    (
      [.specialize, .auditSystem, .auditUser, .oobeSystem],
      [
        "Microsoft-Windows-StorPort-RegistrySettings"
      ]
    ),
    (
      [.specialize, .oobeSystem],
      [
        "Microsoft-Windows-BLB-WSB-Online-Main", "Microsoft-Windows-Embedded-BootExp",
        "Microsoft-Windows-HelpAndSupport", "Microsoft-Windows-International-Core",
        "Microsoft-Windows-MapControl-Desktop",
      ]
    ),
    (
      [.oobeSystem],
      [
        "Microsoft-Windows-Embedded-ShellLauncher",
        "Microsoft-Windows-IE-ClientNetworkProtocolImplementation", "Microsoft-Windows-SHWebSVC",
        "Microsoft-Windows-TerminalServices-CentralPublishing",
        "Microsoft-Windows-TerminalServices-LicenseServer",
        "Microsoft-Windows-WinRE-RecoveryAgent",
      ]
    ),
  ]
}
