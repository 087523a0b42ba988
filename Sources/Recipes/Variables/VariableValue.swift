/// The value of a variable.
enum VariableValue: Sendable, Hashable {
  case text(String)
  /// A number, as it was written.
  case number(String)
  case boolean(Bool)
  case list([String])

  /// The value as it stands in a text; the elements of a list are separated by spaces.
  var text: String {
    switch self {
    case .text(let text), .number(let text): text
    case .boolean(let value): value ? "true" : "false"
    case .list(let items): items.joined(separator: " ")
    }
  }

  /// The value in a condition.
  var condition: ConditionValue {
    switch self {
    case .text(let text), .number(let text): .text(text)
    case .boolean(let value): .boolean(value)
    case .list(let items): .list(items)
    }
  }

  /// The type of the value.
  var type: VariableType {
    switch self {
    case .text: .text
    case .number: .number
    case .boolean: .boolean
    case .list: .list
    }
  }
}
