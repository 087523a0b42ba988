import BuildFoundation
import Pipeline
import Recipes
import WindowsSetup

/// `cloudbase-init`: has Windows install it at its first boot.
struct CloudbaseInitInstallation: WindowsStep {
  static let version = 1

  let source: Recipes.Step
  let action: CloudbaseInitStep
  let doing = "preparing the installation of Cloudbase-Init"

  init(_ source: Recipes.Step, _ action: CloudbaseInitStep) {
    self.source = source
    self.action = action
  }

  func fileFields() throws -> [KeyField] {
    [
      try contentField("package", of: action.package) {
        try Digest.sha256(ofFile: action.package.path)
      }
    ]
  }

  func checkHost() throws { _ = try package() }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let package = try package()
    let windows = try await windows(on: guest, report)
    report.progress("copying \(action.package.name)")
    try await FirstBootEditing(windows: windows).change { plan, target in
      plan.cloudbaseInit = FirstBootPlan.CloudbaseInit(
        installer: .host(package.path), settings: action.settings,
        architecture: target.architecture, starts: action.starts)
      plan.generalizes = action.generalizes
    }
  }

  private func package() throws -> InstallerPackage {
    try InstallerPackage(action.package.path, doing: doing)
  }
}
