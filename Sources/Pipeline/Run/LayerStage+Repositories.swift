import BuildFoundation

extension LayerStage {
  /// Applies a step, and learns what the guest's repositories serve if the layer is keyed by that.
  ///
  /// Repositories of which nothing is known are asked before, too. An answer counts for the whole
  /// process: what a mirror gets meanwhile is then new to the next build, rather than never.
  func apply(
    _ step: PlannedStep, to guest: any Guest, _ report: StepReport
  ) async throws -> AppliedStep {
    guard step.followsRepositories, let states = repositories else {
      return AppliedStep(note: try await step.apply(to: guest, scratch: scratch, report: report))
    }
    if case .day = step.outside {
      _ = try await states.state(of: await list(of: step, in: guest), report: report)
    }
    let note = try await step.apply(to: guest, scratch: scratch, report: report)
    let list = await list(of: step, in: guest)
    let state = try await states.state(of: list, report: report)
    return AppliedStep(note: note, repositories: .init(list: list, state: state))
  }

  /// That they cannot be read costs a layer that is good for longer than a day, not the build.
  private func list(of step: PlannedStep, in guest: any Guest) async -> [GuestRepository]? {
    try? await step.step.repositories(in: guest)
  }

  /// Keys the rest of the plan by what was learnt, and keeps that for the next plan.
  func learn(
    _ found: AppliedStep.Repositories?, from step: PlannedStep, _ state: inout LayerState
  ) async throws {
    guard let found, let index = state.plan.index(of: step) else { return }
    if state.plan.isRepeatable(through: index) {
      repositories?.lists.keep(
        found.state == nil ? nil : found.list, for: state.plan.steps[index].provisionalKey)
    }
    let before = state.plan.layerKeys
    state.plan.setRepositories(found.state, ofStepAt: index)
    guard state.plan.layerKeys != before else { return }
    try await store.rekey(
      state.plan.layerKeys, of: state.claim, from: index + 1, build: scratch.id,
      recipe: state.plan.identity)
  }
}

extension BuildPlan {
  /// The place of a step that may have been keyed anew since.
  func index(of step: PlannedStep) -> Int? {
    steps.firstIndex { $0.activity.id == step.activity.id }
  }
}
