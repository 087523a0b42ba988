/// Which passes read a setting of a component that has settings for many of them.
///
/// Source: "Valid Configuration Passes" on the setting's page. Only settings that images are built
/// with are here; others pass.
enum SettingPasses {
  /// The passes of a setting; nil for one that is not known here.
  static func passes(of setting: String, in component: String) -> Set<SetupPass>? {
    table[component.lowercased()]?[setting.lowercased()]
  }

  private static let table: [String: [String: Set<SetupPass>]] = [
    SetupComponent.shellSetup.rawValue.lowercased(): [
      "autologon": [.specialize, .auditSystem, .oobeSystem],
      "computername": [.offlineServicing, .specialize],
      "copyprofile": [.specialize],
      "display": [.specialize, .auditSystem, .auditUser, .oobeSystem],
      "firstlogoncommands": [.oobeSystem],
      "logoncommands": [.oobeSystem],
      "offlineuseraccounts": [.offlineServicing],
      "oobe": [.oobeSystem],
      "productkey": [.specialize],
      "timezone": [.specialize, .auditSystem, .oobeSystem],
      "useraccounts": [.auditSystem, .oobeSystem],
    ],
    SetupComponent.deployment.rawValue.lowercased(): [
      "auditcomputername": [.auditSystem],
      "generalize": [.auditUser],
      "reseal": [.auditSystem, .auditUser, .oobeSystem],
      "runasynchronous": [.specialize, .auditUser],
      "runsynchronous": [.specialize, .auditUser],
    ],
  ]
}
