/// Which layers of a plan are there, and which steps have to run and why.
public struct BuildForecast: Sendable {
  /// What becomes of the base or of a step.
  public struct Row: Sendable, Equatable {
    /// Whether its layer is there.
    public var isCached: Bool
    /// Why it is not, for the first that has to run.
    public var reason: String?
    /// How long it took the last time, in seconds, for what has to run; nil when it never ran.
    public var seconds: Double?
  }

  /// The base, then the steps in order.
  public let rows: [Row]

  /// Looks into the store, where there is one.
  public init(_ plan: BuildPlan, store: LayerStore?, reusesLayers: Bool = true) {
    let keys = plan.layerKeys
    let last = store?.lastSuccess(of: plan.identity)?.keys
    let count = reusesLayers ? store?.count(of: keys) ?? 0 : 0
    rows = keys.indices.map { index in
      guard index >= count else { return Row(isCached: true) }
      let change = LayerChange(plan, at: index, last: last, store: store)
      let reason = reusesLayers ? change.reason : "--refresh"
      return Row(
        isCached: false, reason: index == count ? reason : nil, seconds: change.seconds)
    }
  }
}
