import Recipes

/// Where a build starts: which layers are there, and which steps are left.
struct LayerStart: Sendable {
  /// The newest layer that is there; nil when not even the base is.
  let record: LayerRecord?
  /// The base and the steps whose layers are used again, with their keys.
  let cached: [(activity: Activity, key: LayerKey)]
  /// The steps that are left, grouped by where they run, and the seal.
  let groups: [StepGroup]
  /// The layers that are left, which this build alone makes.
  let claim: LayerClaim

  /// The plan, which may know more of repositories than when the build began.
  let plan: BuildPlan

  /// `reached` is the index in the plan's layer keys of the newest layer that is there.
  init(plan: BuildPlan, reached: (index: Int, record: LayerRecord)?, claim: LayerClaim) {
    self.plan = plan
    self.claim = claim
    record = reached?.record
    let rows = [(plan.baseActivity, plan.baseKey)] + plan.steps.map { ($0.activity, $0.key) }
    let count = reached.map { $0.index + 1 } ?? 0
    cached = Array(rows.prefix(count))
    let done = max(0, count - 1)
    groups = StepGroup.grouping(
      plan.steps.dropFirst(done), after: plan.steps.prefix(done))
  }

  /// The rows of the whole build, in order.
  var activities: [Activity] {
    var rows = [plan.baseActivity]
    rows += plan.steps.prefix(max(0, cached.count - 1)).map(\.activity)
    rows += groups.flatMap(\.activities)
    rows.append(.artifact)
    if plan.recipe.verification != nil { rows.append(.verify) }
    return rows
  }
}
