import BuildFoundation

/// Reads one value of a recipe as the type that its key wants; each `nil` has been reported.
struct ValueReader {
  let node: RecipeNode
  /// How messages call the value: `` `packages` ``, `a step`.
  let what: String
  /// Where the value begins, or its key when there is no value.
  let location: SourceLocation
  let reading: RecipeReading

  init(
    _ node: RecipeNode, what: String, keyLocation: SourceLocation? = nil, _ reading: RecipeReading
  ) {
    self.node = node
    self.what = what
    self.reading = reading
    var isEmpty = false
    if case .scalar(let scalar) = node.content { isEmpty = scalar.isPlain && scalar.text.isEmpty }
    location = isEmpty ? keyLocation ?? node.location : node.location
  }

  /// Reports a fault of this value.
  func fault(_ message: String, hint: String? = nil) {
    reading.fault(message, at: location, hint: hint)
  }

  /// Whether nothing, `~` or `null` stands here.
  var isNull: Bool { node.isNull }

  /// Whether a mapping stands here.
  var isMapping: Bool {
    if case .mapping = node.content { true } else { false }
  }

  /// Whether a list stands here.
  var isList: Bool {
    if case .sequence = node.content { true } else { false }
  }

  /// What stands here, in words.
  var found: String {
    switch node.content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(let scalar): isNull ? "nothing" : "`\(shortened(scalar.text))`"
    }
  }

  func shortened(_ text: String) -> String {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
    return line.count > 40 || line.count < text.count ? line.prefix(40) + "…" : String(line)
  }

  /// Reports that something else was wanted.
  func mismatch(_ wanted: String, hint: String? = nil) {
    fault(isNull ? "\(what) has no value" : "\(what) must be \(wanted), not \(found)", hint: hint)
  }

  /// The scalar that stands here, with variables put in.
  ///
  /// One that is a single reference counts as written without quotes.
  func scalar(mayHoldSecrets: Bool = false) -> Expansion {
    guard case .scalar(let scalar) = node.content else { return .none }
    guard
      let text = reading.expand(scalar.text, at: location, mayHoldSecrets: mayHoldSecrets)
    else { return .faulty }
    let isPlain = scalar.isPlain || VariableReference.whole(scalar.text) != nil
    return .scalar(RecipeNode.Scalar(text: text, isPlain: isPlain))
  }

  /// What putting variables into a value gave.
  enum Expansion {
    case scalar(RecipeNode.Scalar)
    /// The value is no scalar.
    case none
    /// A fault was reported.
    case faulty
  }
}
