import BuildFoundation

/// Neighbouring steps that one appliance launch, or one boot of the builder, serves.
struct StepGroup: Sendable {
  /// The first step; there always is one.
  let first: PlannedStep
  /// All steps in order, the first included.
  private(set) var steps: [PlannedStep]

  /// Where they run.
  var place: GuestPlace { first.step.place }

  /// The size that the disk must have at least before the launch; nil for any.
  var diskSize: ByteCount? { first.step.diskSize }

  /// How many steps the one launch serves.
  var note: String { steps.count == 1 ? "for 1 step" : "once for \(steps.count) steps" }

  /// Groups steps, keeping their order, so that each launch and each boot serves as many as it can.
  ///
  /// A disk grows only while no guest is attached, so a step that wants more than all before it begins
  /// a group. `done` are the steps before, whose layers are there.
  static func grouping(
    _ steps: some Sequence<PlannedStep>, after done: some Sequence<PlannedStep> = []
  ) -> [StepGroup] {
    var groups: [StepGroup] = []
    var size = done.compactMap(\.step.diskSize).max() ?? ByteCount(bytes: 0)
    for step in steps {
      let wanted = step.step.diskSize ?? size
      if let last = groups.indices.last, groups[last].place == step.step.place, wanted <= size {
        groups[last].steps.append(step)
      } else {
        groups.append(StepGroup(first: step, steps: [step]))
      }
      size = max(size, wanted)
    }
    return groups
  }
}
