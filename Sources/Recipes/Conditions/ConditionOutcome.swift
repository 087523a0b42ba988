/// What the variables of a recipe decide about a condition.
enum ConditionOutcome {
  /// It holds on every disk.
  case always
  /// It holds on none.
  case never
  /// The facts of the guest decide.
  case depends(Condition)

  /// What is left to be decided.
  var left: Condition? {
    if case .depends(let condition) = self { condition } else { nil }
  }
}
