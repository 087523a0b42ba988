import Recipes

extension BuildPlan {
  /// The plan with its steps keyed by what their guests' repositories serve now, as far as earlier
  /// builds have learnt which these are.
  ///
  /// May ask the network. A repository that cannot be reached is no failure.
  public func asking(
    _ states: RepositoryStates, events: any EventSink
  ) async throws -> BuildPlan {
    var plan = self
    for index in plan.steps.indices where plan.steps[index].followsRepositories {
      let step = plan.steps[index]
      let report = StepReport(step.activity.id, to: events)
      plan.setRepositories(
        try await states.known(for: step.provisionalKey, report: report), ofStepAt: index)
    }
    return plan
  }

  /// Whether another plan can come to the same keys as far as the step at `index`.
  func isRepeatable(through index: Int) -> Bool {
    !steps.prefix(index + 1).contains { $0.step.cache == .never }
  }
}
