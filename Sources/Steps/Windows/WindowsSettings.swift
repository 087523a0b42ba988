import BuildFoundation
import Pipeline
import Recipes
import WindowsSetup

/// What steps that both systems have do on a disk with Windows: its first boot sets it.
struct WindowsSettings {
  let doing: String

  /// Changes what the first boot sets; false, and nothing is done, where the guest is no Windows that is offline.
  func change(
    _ guest: any Guest, _ report: StepReport,
    _ edit: (inout FirstBootPlan.Settings) throws -> Void
  ) async throws -> Bool {
    guard let offline = guest as? any OfflineGuest, try await WindowsSealing.isNeeded(on: offline)
    else { return false }
    try await offline.windows.checkCanBeChanged().forEach { report.warning($0) }
    do {
      try await FirstBootEditing(windows: offline.windows).change { plan, _ in
        try edit(&plan.settings)
      }
    } catch var error as BuildError where error.code == .recipe {
      let message = error.message.replacing("preparing the first boot: ", with: "")
      error.message = "\(doing): \(message)"
      throw error
    }
    return true
  }
}
