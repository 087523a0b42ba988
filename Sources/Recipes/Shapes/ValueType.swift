/// What the value of a key may be.
///
/// Readers decide; the type tells the schema and the reference. The schema may allow more than a
/// reader does, but never less.
indirect enum ValueType: Sendable {
  /// Any text, of several lines too; numbers count as the text that was written.
  case text
  /// A text of one line.
  case line
  /// A script, to which variables are given in its environment.
  case script
  /// `true` or `false`.
  case boolean
  /// A whole number.
  case integer(ClosedRange<Int>)
  /// A size such as `4 GiB`.
  case size
  /// A duration such as `10m`.
  case duration
  /// One of some words.
  case choice([String])
  /// An absolute path in the guest.
  case guestPath
  /// A file beside the recipe.
  case file
  /// A file or folder beside the recipe.
  case fileOrFolder
  /// An http, https or file URL.
  case url
  /// Permissions in octal.
  case mode
  /// `user` or `user:group`.
  case owner
  /// An expression over variables and facts.
  case condition
  /// Any YAML.
  case anything
  /// A list.
  case list(ValueType)
  /// A mapping with known keys.
  case mapping(Shape)
  /// A mapping whose keys are the recipe's own; `key` says what they are.
  case dictionary(key: String, ValueType)
  /// One of several types.
  case either([ValueType])
  /// Steps.
  case steps
  /// What the build starts from.
  case base
  /// One test of verification.
  case test
}

extension ValueType {
  /// The type in the words of the reference.
  var words: String {
    switch self {
    case .text: "text"
    case .line: "one line of text"
    case .script: "script"
    case .boolean: "`true` or `false`"
    case .integer(let range): "number from \(range.lowerBound) to \(range.upperBound)"
    case .size: "size such as `4 GiB`"
    case .duration: "duration such as `10m`"
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .guestPath: "absolute path in the guest"
    case .file: "file beside the recipe"
    case .fileOrFolder: "file or folder beside the recipe"
    case .url: "http, https or file URL"
    case .mode: "octal permissions such as `\"0644\"`"
    case .owner: "`user` or `user:group`"
    case .condition: "condition"
    case .anything: "any YAML"
    case .list(let element): "list: \(element.words)"
    case .mapping(let shape): "mapping: " + shape.names.map { "`\($0)`" }.joined(separator: ", ")
    case .dictionary(let key, let value): "mapping of \(key) to \(value.words)"
    case .either(let types): types.map(\.words).joined(separator: "; or ")
    case .steps: "list of steps"
    case .base: "mapping with the key of one kind of base"
    case .test: "mapping with the key of one kind of test"
    }
  }
}
