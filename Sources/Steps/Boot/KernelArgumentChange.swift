import Pipeline
import Recipes

/// `kernel-arguments`: changes the kernel's command line, by the means of the guest's boot loader.
struct KernelArgumentChange: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: KernelArgumentsStep

  init(_ source: Recipes.Step, _ action: KernelArgumentsStep) {
    self.source = source
    self.action = action
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    try await Self.script.run(
      [action.add.joined(separator: " "), action.remove.joined(separator: " ")], in: guest,
      limit: limit, report: report)
  }
}
