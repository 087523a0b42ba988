import BuildFoundation

/// Neighbouring steps that one appliance launch, or one boot of the builder, serves; the last group
/// ends with the seal.
struct StepGroup: Sendable {
  /// Where they run.
  let place: GuestPlace
  /// The steps in order; none where there is nothing to do but to seal.
  private(set) var steps: [PlannedStep]
  /// Whether the disk is sealed after the steps, in the same launch.
  private(set) var isSealed = false

  /// The size that the disk must have at least before the launch; nil for any.
  var diskSize: ByteCount? { steps.first?.step.diskSize }

  /// The launch or the boot, as a row.
  var launch: Activity {
    let name = steps.first?.activity.id ?? Activity.seal.id
    let title =
      switch place {
      case .appliance: "launch the appliance"
      case .builder: "boot the builder"
      case .machine: "make the image ready to run by itself"
      }
    return Activity(id: "launch-\(name)", title: title)
  }

  /// The rows of the group, in order.
  var activities: [Activity] {
    [launch] + steps.map(\.activity) + (isSealed ? [.seal] : [])
  }

  /// How many steps the one launch serves; nil where it is there for the seal alone.
  var note: String? {
    guard !steps.isEmpty else { return nil }
    let count = steps.count == 1 ? "for 1 step" : "once for \(steps.count) steps"
    return isSealed ? "\(count) and the seal" : count
  }

  /// Groups steps, keeping their order, so that each launch and each boot serves as many as it can.
  ///
  /// An image that runs by itself ends by itself, so each such step is a group of its own.
  /// A disk grows only while no guest is attached, so a step that wants more than all before it begins
  /// a group. The disk is sealed in the appliance, by the last group if that runs there. `done` are the
  /// steps before, whose layers are there.
  static func grouping(
    _ steps: some Sequence<PlannedStep>, after done: some Sequence<PlannedStep> = []
  ) -> [StepGroup] {
    var groups: [StepGroup] = []
    var size = done.compactMap(\.step.diskSize).max() ?? ByteCount(bytes: 0)
    for step in steps {
      let wanted = step.step.diskSize ?? size
      if let last = groups.indices.last, groups[last].place == step.step.place, wanted <= size,
        step.step.place != .machine
      {
        groups[last].steps.append(step)
      } else {
        groups.append(StepGroup(place: step.step.place, steps: [step]))
      }
      size = max(size, wanted)
    }
    if groups.last?.place != .appliance {
      groups.append(StepGroup(place: .appliance, steps: []))
    }
    groups[groups.count - 1].isSealed = true
    return groups
  }
}
