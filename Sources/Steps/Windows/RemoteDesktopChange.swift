import BuildFoundation
import Pipeline
import Recipes
import WindowsSetup

/// `remote-desktop`: lets Remote Desktop in, or keeps it out.
///
/// The registry is changed at once. The firewall's rules are texts with a version in them, and which there are
/// differs: its group is opened or closed at the first boot.
struct RemoteDesktopChange: WindowsStep {
  static let version = 1

  let source: Recipes.Step
  let action: RemoteDesktopStep
  let doing = "setting up Remote Desktop"

  init(_ source: Recipes.Step, _ action: RemoteDesktopStep) {
    self.source = source
    self.action = action
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let windows = try await windows(on: guest, report)
    let installation = try await windows.withRegistry { try await WindowsInstallation($0) }
    try await windows.change(
      installation.remoteDesktop(
        isLetIn: action.isLetIn, authenticates: action.authenticates))
    try await FirstBootEditing(windows: windows).change { plan, _ in
      plan.settings.letsRemoteDesktopIn = action.isLetIn
    }
  }
}
