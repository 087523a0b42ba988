/// Which runs are asked for.
public struct RunSelection: Sendable, Equatable {
  /// The image's name; nil for any.
  public var name: String?
  /// The recipe's file, absolute; nil for any.
  public var recipe: String?
  /// The outcomes; empty for any.
  public var outcomes: [RunSummary.Outcome]

  /// Makes a selection.
  public init(
    name: String? = nil, recipe: String? = nil, outcomes: [RunSummary.Outcome] = []
  ) {
    self.name = name
    self.recipe = recipe
    self.outcomes = outcomes
  }
}
