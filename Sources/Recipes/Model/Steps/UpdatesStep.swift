public import WindowsSetup

/// Has Windows Update install what it has, at the first boot.
public struct UpdatesStep: Sendable, Hashable, Encodable {
  /// What is installed.
  public var updates: FirstBootPlan.Updates

  /// Makes the step; the defaults are those of a recipe.
  public init(_ updates: FirstBootPlan.Updates = FirstBootPlan.Updates()) {
    self.updates = updates
  }
}

extension UpdatesStep: StepDetails {
  var kind: String { "updates" }
  var summary: String {
    let categories = updates.categories.map(\.rawValue).joined(separator: ", ")
    return "updates: \(categories.isEmpty ? "all" : categories)"
  }
}
