import BuildFoundation

/// A step with its place in the plan.
public struct PlannedStep: Sendable {
  /// The row it has; `step-1` for the recipe's first step.
  public var activity: Activity
  /// The key of the layer that it leaves.
  public var key: LayerKey
  /// What to do.
  public var step: any BuildStep
  /// What the key was made of.
  public var fields: [KeyField]

  /// Makes the change; an error says where the recipe asks for it.
  func apply(to guest: any Guest, report: StepReport) async throws {
    do {
      try await step.apply(to: guest, report: report)
      try checkInputs()
    } catch var error as BuildError {
      if let origin = step.origin { error.message = "\(origin): \(error.message)" }
      throw error
    }
  }

  /// Throws a `recipe` error when an input is not what it was when the step was planned.
  private func checkInputs() throws {
    guard try step.keyFields() != fields else { return }
    throw BuildError(
      .recipe, "an input of the step changed while it was built",
      hint: "run the build again, and leave the recipe's files alone meanwhile")
  }
}
