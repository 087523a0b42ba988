import BuildFoundation
import HostKit
import Pipeline
import Recipes
import SystemPackage
import WindowsSetup

/// `guest-agent`: has Windows install QEMU's guest agent at its first boot.
struct GuestAgentInstallation: WindowsFileStep {
  static let version = 2
  /// How the package is called in the log of the first boot.
  private static let name = "qemu-ga"

  let source: Recipes.Step
  let action: GuestAgentStep
  let doing = "preparing the installation of the guest agent"
  let file: StepSource

  init(_ source: Recipes.Step, _ action: GuestAgentStep, _ files: StepFiles) {
    self.source = source
    self.action = action
    file = StepSource(action.source, files)
  }

  /// Of a whole virtio-win only the package counts, where it can be seen without unpacking.
  func fileFields() throws -> [KeyField] {
    [
      try contentField("package") {
        try Digest.sha256(
          ofFile: file.isPackage ? $0 : VirtioSource($0, name: file.name).fileWithPackage())
      }
    ]
  }

  func checkHost() throws {
    if let path = file.localPath, file.isPackage { _ = try InstallerPackage(path, doing: doing) }
    if !file.isPackage, file.localPath.map({ VirtioSource($0, name: file.name).isDisc }) ?? true {
      _ = try ExternalTool.xorriso.located()
    }
  }

  func apply(to guest: any Guest, from path: FilePath, report: StepReport) async throws {
    let windows = try await windows(on: guest, report)
    let virtio = VirtioSource(path, name: file.name)
    let found = file.isPackage ? (path, nil) : try await virtio.guestAgent()
    defer { found.1?.remove() }
    let package = try InstallerPackage(found.0, doing: doing)
    report.progress("copying \(file.name)")
    try await FirstBootEditing(windows: windows).change { plan, _ in
      plan.installers.removeAll { $0.name == Self.name }
      plan.installers.append(FirstBootPlan.Installer(Self.name, file: .host(package.path)))
    }
  }
}
