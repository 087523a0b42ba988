/// Neighbouring steps that one appliance launch, or one boot of the builder, serves.
struct StepGroup: Sendable {
  /// The first step; there always is one.
  let first: PlannedStep
  /// All steps in order, the first included.
  private(set) var steps: [PlannedStep]

  /// Where they run.
  var place: GuestPlace { first.step.place }

  /// How many steps the one launch serves.
  var note: String { steps.count == 1 ? "for 1 step" : "once for \(steps.count) steps" }

  /// Groups steps, keeping their order, so that each launch and each boot serves as many as it can.
  static func grouping(_ steps: some Sequence<PlannedStep>) -> [StepGroup] {
    var groups: [StepGroup] = []
    for step in steps {
      if let last = groups.indices.last, groups[last].place == step.step.place {
        groups[last].steps.append(step)
      } else {
        groups.append(StepGroup(first: step, steps: [step]))
      }
    }
    return groups
  }
}
