import BuildFoundation
import Pipeline
import Recipes
import SystemPackage
import WindowsSetup

/// `cloudbase-init`: has Windows install it at its first boot.
struct CloudbaseInitInstallation: WindowsFileStep {
  static let version = 2

  let source: Recipes.Step
  let action: CloudbaseInitStep
  let doing = "preparing the installation of Cloudbase-Init"
  let file: StepSource

  init(_ source: Recipes.Step, _ action: CloudbaseInitStep, _ files: StepFiles) {
    self.source = source
    self.action = action
    file = StepSource(action.package, files)
  }

  func fileFields() throws -> [KeyField] {
    [try contentField("package") { try Digest.sha256(ofFile: $0) }]
  }

  func checkHost() throws {
    if let path = file.localPath { _ = try InstallerPackage(path, doing: doing) }
  }

  func apply(to guest: any Guest, from path: FilePath, report: StepReport) async throws {
    let package = try InstallerPackage(path, doing: doing)
    let windows = try await windows(on: guest, report)
    report.progress("copying \(file.name)")
    try await FirstBootEditing(windows: windows).change { plan, target in
      plan.cloudbaseInit = FirstBootPlan.CloudbaseInit(
        installer: .host(package.path), settings: action.settings,
        architecture: target.architecture, starts: action.starts)
      // A step before may want it too.
      plan.generalizes = plan.generalizes || action.generalizes
    }
  }
}
