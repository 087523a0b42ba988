/// A piece of a line of YAML that has blanks around it, or may have.
struct LayoutToken {
  enum Kind {
    /// `-`, `?` and `:` with a blank after them.
    case dash, question, colon
    /// The marks of flow collections.
    case comma, open, close
    /// An anchor or a tag.
    case property
    case alias
    /// What a line holds of a scalar.
    case plain, quoted
    /// `|` or `>` with its indicators.
    case header
  }

  var kind: Kind
  var text: String
  /// Unicode scalars before it in its line.
  var column: Int

  /// Whether a blank has to stand between this token and the next one of the line.
  func isApart(from next: LayoutToken) -> Bool {
    switch (kind, next.kind) {
    // libyaml refuses `{a:}` and `{a:, b}`.
    case (.colon, _), (.dash, _), (.question, _): true
    // Nor `[!tag]`.
    case (.property, _): true
    case (.open, _), (_, .close), (_, .comma): false
    // Newer parsers take the colon of `*a:` for a part of the name.
    case (.alias, .colon), (.comma, .colon): true
    case (_, .colon): false
    default: true
    }
  }
}

extension [LayoutToken] {
  /// The tokens with one blank where there has to be one.
  var rendered: String {
    var text = ""
    for (index, token) in enumerated() {
      if index > 0, self[index - 1].isApart(from: token) { text += " " }
      text += token.text
    }
    return text
  }
}
