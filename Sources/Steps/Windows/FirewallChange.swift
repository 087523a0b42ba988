import BuildFoundation
import Pipeline
import Recipes
import WindowsSetup

/// `firewall`: turns the firewall of Windows on or off, and has the first boot open ports in it.
struct FirewallChange: WindowsStep {
  static let version = 1

  let source: Recipes.Step
  let action: FirewallStep
  let doing = "setting up the firewall"

  init(_ source: Recipes.Step, _ action: FirewallStep) {
    self.source = source
    self.action = action
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let windows = try await windows(on: guest, report)
    let installation = try await windows.withRegistry { try await WindowsInstallation($0) }
    let profiles = action.profiles.sorted { $0.key.rawValue < $1.key.rawValue }
    try await windows.change(profiles.map { installation.firewall($0.key, isOn: $0.value) })
    guard !action.open.isEmpty else { return }
    try await FirstBootEditing(windows: windows).change { plan, _ in
      plan.settings.openPorts += action.open.filter { !plan.settings.openPorts.contains($0) }
    }
  }
}
