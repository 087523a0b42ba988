import BuildFoundation
import Pipeline
import Recipes

/// `resize`: grows the disk and a file system on it, in the middle of a recipe.
struct DiskResize: RecipeStep {
  static let version = 1
  let source: Recipes.Step
  let action: ResizeStep

  init(_ source: Recipes.Step, _ action: ResizeStep) {
    self.source = source
    self.action = action
  }

  var diskSize: ByteCount? { action.size.value }

  func apply(to guest: any Guest, report: StepReport) async throws {
    guard let offline = guest as? any OfflineGuest else {
      throw failure(
        "resizing the disk: that is done while the guest is not running",
        hint: "leave `in: guest` out")
    }
    try await offline.fillDisk(
      of: action.size.value, with: action.path.value, report: report)
  }
}
