/// The types of variables.
enum VariableType: String, Sendable, Hashable, CaseIterable {
  case text
  case number
  case boolean
  case list

  /// The value that a text of the command line or the environment means; nil when it means none.
  func value(of text: String) -> VariableValue? {
    switch self {
    case .text: .text(text)
    case .number: Double(text) == nil ? nil : .number(text)
    case .boolean:
      switch text {
      case "true": .boolean(true)
      case "false": .boolean(false)
      default: nil
      }
    case .list:
      .list(
        text.split(separator: ",").map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty })
    }
  }

  /// What a value must be, in words.
  var words: String {
    switch self {
    case .text: "a text"
    case .number: "a number"
    case .boolean: "true or false"
    case .list: "a list, in the command line as `a,b`"
    }
  }
}
