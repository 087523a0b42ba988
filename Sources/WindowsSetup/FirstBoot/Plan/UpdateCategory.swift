/// A category of Windows Update.
///
/// Known by its number: its name is in the language of the Windows.
public enum UpdateCategory: String, Sendable, CaseIterable, Codable {
  case critical
  case definitions
  case drivers
  case featurePacks = "feature-packs"
  case rollups
  case security
  case servicePacks = "service-packs"
  case tools
  case updates

  /// Source: Microsoft, "Classification GUIDs" of the WSUS and Configuration Manager documentation.
  var number: String {
    switch self {
    case .critical: "e6cf1350-c01b-414d-a61f-263d14d133b4"
    case .definitions: "e0789628-ce08-4437-be74-2495b842f43b"
    case .drivers: "ebfc1fc5-71a4-4f7b-9aca-3b9a503104a0"
    case .featurePacks: "b54e7d24-7add-428f-8b75-90a396fa584f"
    case .rollups: "28bc880e-0592-4cbf-8f95-c79b17911d5f"
    case .security: "0fa1201d-4330-4fa8-8ae9-b877473b6441"
    case .servicePacks: "68c5b0a3-d1a6-4553-ae49-01d3a7827828"
    case .tools: "b4832bd8-e735-4761-8daf-37f882276dab"
    case .updates: "cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83"
    }
  }
}
