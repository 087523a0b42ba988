/// A value in a condition.
enum ConditionValue: Sendable, Hashable {
  case text(String)
  case boolean(Bool)
  case list([String])

  /// Whether the value by itself makes a condition hold.
  var isTrue: Bool {
    switch self {
    case .boolean(let value): value
    case .text(let text): !text.isEmpty && text != "false"
    case .list(let items): !items.isEmpty
    }
  }

  /// The value as a text that others are compared with.
  var text: String {
    switch self {
    case .text(let text): text
    case .boolean(let value): value ? "true" : "false"
    case .list(let items): items.joined(separator: ",")
    }
  }

  /// What the value has to be among for `in` to hold: a fact of several words counts as a list.
  var items: [String] {
    if case .list(let items) = self { return items }
    let words = text.split(separator: " ").map(String.init)
    return words.count > 1 ? words + [text] : [text]
  }
}

extension ConditionValue: CustomStringConvertible {
  var description: String {
    switch self {
    case .text(let text): Self.quoted(text)
    case .boolean(let value): value ? "true" : "false"
    case .list(let items): "[" + items.map(Self.quoted).joined(separator: ", ") + "]"
    }
  }

  private static func quoted(_ text: String) -> String {
    text.contains("'") ? "\"\(text)\"" : "'\(text)'"
  }
}
