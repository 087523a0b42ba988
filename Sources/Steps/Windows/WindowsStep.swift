import BuildFoundation
import Pipeline
import Recipes
import WindowsSetup

/// A step that works on a Windows that is not running.
protocol WindowsStep: RecipeStep {
  /// The beginning of its errors: `putting drivers into Windows`.
  var doing: String { get }
}

extension WindowsStep {
  /// The Windows on the guest's disk, which may be changed; warns of what should be known of it.
  ///
  /// Throws `recipe` where there is none, and `buildFailed` where its disk must not be changed.
  func windows(on guest: any Guest, _ report: StepReport) async throws -> any WindowsDisk {
    guard let offline = guest as? any OfflineGuest else {
      throw failure(
        "\(doing): that is done while Windows is not running", hint: "leave `in: guest` out")
    }
    try await offline.windows.checkCanBeChanged().forEach { report.warning($0) }
    return offline.windows
  }
}
