import BuildFoundation
import HostKit
import Pipeline
import Recipes
import SystemPackage
import WindowsSetup

/// `guest-agent`: has Windows install QEMU's guest agent at its first boot.
struct GuestAgentInstallation: WindowsStep {
  static let version = 1
  /// How the package is called in the log of the first boot.
  private static let name = "qemu-ga"

  let source: Recipes.Step
  let action: GuestAgentStep
  let doing = "preparing the installation of the guest agent"

  init(_ source: Recipes.Step, _ action: GuestAgentStep) {
    self.source = source
    self.action = action
  }

  /// Of a whole virtio-win only the package counts, where it can be seen without unpacking.
  func fileFields() throws -> [KeyField] {
    [
      try contentField("package", of: action.source) {
        try Digest.sha256(ofFile: isPackage ? action.source.path : virtio.fileWithPackage())
      }
    ]
  }

  func checkHost() throws {
    if isPackage { _ = try InstallerPackage(action.source.path, doing: doing) }
    if !isPackage, virtio.isDisc { _ = try ExternalTool.xorriso.located() }
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let windows = try await windows(on: guest, report)
    let found = isPackage ? (action.source.path, nil) : try await virtio.guestAgent()
    defer { found.1?.remove() }
    let package = try InstallerPackage(found.0, doing: doing)
    report.progress("copying \(action.source.name)")
    try await FirstBootEditing(windows: windows).change { plan, _ in
      plan.installers.removeAll { $0.name == Self.name }
      plan.installers.append(FirstBootPlan.Installer(Self.name, file: .host(package.path)))
    }
  }

  private var isPackage: Bool { action.source.path.extension?.lowercased() == "msi" }
  private var virtio: VirtioSource { VirtioSource(action.source) }
}
