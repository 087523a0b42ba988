/// A row of two runs, side by side.
public struct ActivityChange: Sendable, Codable, Equatable {
  /// The row's title.
  public var title: String
  /// What it was in the older run; nil when there was none.
  public var old: ActivityRun?
  /// What it is in the newer run; nil when there is none.
  public var new: ActivityRun?

  /// How many seconds longer the newer run took for it.
  public var seconds: Double { (new?.seconds ?? 0) - (old?.seconds ?? 0) }

  /// The rows of both runs, in the newer one's order, those that are gone last.
  ///
  /// Rows are the same if their titles are: a step that is put in gives all after it other numbers.
  static func changes(from old: [ActivityRun], to new: [ActivityRun]) -> [ActivityChange] {
    var rest = old
    let present = new.map { activity in
      let index = rest.firstIndex { $0.title == activity.title }
      return ActivityChange(
        title: activity.title, old: index.map { rest.remove(at: $0) }, new: activity)
    }
    return present + rest.map { ActivityChange(title: $0.title, old: $0, new: nil) }
  }
}
