/// How long the layer of a step is good for, in the words of a recipe.
public enum StepCache: String, Sendable, Hashable, CaseIterable {
  /// As long as nothing changes that decides the result.
  case auto
  /// No longer than the day, in UTC.
  case daily
  /// Not at all: the step is applied in each build.
  case never
}
