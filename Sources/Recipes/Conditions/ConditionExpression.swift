/// The tree of a condition.
indirect enum ConditionExpression: Sendable, Hashable {
  case value(ConditionValue)
  case name(String)
  case not(ConditionExpression)
  case and(ConditionExpression, ConditionExpression)
  case or(ConditionExpression, ConditionExpression)
  case comparison(ConditionExpression, ConditionComparison, ConditionExpression)

  /// The value, when no name is left.
  var value: ConditionValue? {
    if case .value(let value) = self { value } else { nil }
  }

  /// The names in the expression, in their order.
  var names: [String] {
    switch self {
    case .value: []
    case .name(let name): [name]
    case .not(let operand): operand.names
    case .and(let left, let right), .or(let left, let right), .comparison(let left, _, let right):
      left.names + right.names
    }
  }

  /// The expression with every name that `lookup` knows replaced, and computed as far as it goes.
  func resolved(_ lookup: (String) -> ConditionValue?) -> ConditionExpression {
    switch self {
    case .value: return self
    case .name(let name): return lookup(name).map { .value($0) } ?? self
    case .not(let operand):
      let operand = operand.resolved(lookup)
      return operand.value.map { .value(.boolean(!$0.isTrue)) } ?? .not(operand)
    case .and(let left, let right):
      return Self.both(left.resolved(lookup), right.resolved(lookup))
    case .or(let left, let right):
      return Self.either(left.resolved(lookup), right.resolved(lookup))
    case .comparison(let left, let comparison, let right):
      let (left, right) = (left.resolved(lookup), right.resolved(lookup))
      guard let first = left.value, let second = right.value else {
        return .comparison(left, comparison, right)
      }
      return .value(.boolean(comparison.holds(first, second)))
    }
  }

  private static func both(
    _ left: ConditionExpression, _ right: ConditionExpression
  ) -> ConditionExpression {
    switch (left.value?.isTrue, right.value?.isTrue) {
    case (false, _), (_, false): .value(.boolean(false))
    case (true, true): .value(.boolean(true))
    case (true, nil): right
    case (nil, true): left
    case (nil, nil): .and(left, right)
    }
  }

  private static func either(
    _ left: ConditionExpression, _ right: ConditionExpression
  ) -> ConditionExpression {
    switch (left.value?.isTrue, right.value?.isTrue) {
    case (true, _), (_, true): .value(.boolean(true))
    case (false, false): .value(.boolean(false))
    case (false, nil): right
    case (nil, false): left
    case (nil, nil): .or(left, right)
    }
  }
}

extension ConditionExpression: CustomStringConvertible {
  var description: String {
    switch self {
    case .value(let value): "\(value)"
    case .name(let name): name
    case .not(let operand): "not (\(operand))"
    case .and(let left, let right): "(\(left)) and (\(right))"
    case .or(let left, let right): "(\(left)) or (\(right))"
    case .comparison(let left, let comparison, let right):
      "\(left) \(comparison.rawValue) \(right)"
    }
  }
}
