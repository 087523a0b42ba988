/// What the key of a step's layer says of the world outside.
enum OutsideInput: Sendable, Equatable {
  /// Nothing: the step sees all that decides its result.
  case none
  /// The state of the guest's package repositories.
  case repositories(String)
  /// The day, in UTC.
  case day(String)
  /// Something that never comes again.
  case never(String)

  /// The key's field; nil for none.
  var field: KeyField? {
    switch self {
    case .none: nil
    case .repositories(let state): KeyField("repositories", state)
    case .day(let day): KeyField("day", day)
    case .never(let nonce): KeyField("never", nonce)
    }
  }
}
