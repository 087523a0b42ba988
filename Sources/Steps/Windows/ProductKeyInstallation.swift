import BuildFoundation
import Pipeline
import Recipes
import WindowsSetup

/// `product-key`: has Windows install a product key at its first boot.
struct ProductKeyInstallation: WindowsStep {
  static let version = 1

  let source: Recipes.Step
  let action: ProductKeyStep
  let secrets: SecretValues
  let doing = "preparing the product key"

  init(_ source: Recipes.Step, _ action: ProductKeyStep, _ secrets: SecretValues) {
    self.source = source
    self.action = action
    self.secrets = secrets
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let windows = try await windows(on: guest, report)
    let key = secrets.expand(action.key.text.value)
    guard FirstBootPlan.isProductKey(key) else {
      throw BuildError(
        .recipe, "\(doing): the value is not five groups of five letters and digits")
    }
    try await FirstBootEditing(windows: windows).change { plan, _ in
      plan.settings.productKey = key
    }
    report.warning("the product key can be read on the disk until the first boot is over")
  }
}
