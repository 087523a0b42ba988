import Yams

/// A fault that libyaml found, in the words of someone who writes a recipe.
struct YAMLFault {
  let diagnostic: Diagnostic

  init(_ error: YamlError, in source: RecipeSource) {
    switch error {
    case .reader(_, let offset, let value, _):
      let location = Self.location(ofCharacter: offset, in: source)
      let code = String(UInt32(truncatingIfNeeded: value), radix: 16, uppercase: true)
      diagnostic = Diagnostic(
        .error, at: location, "the character U+\(code) is not allowed in YAML",
        sourceLine: source.line(at: location))
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      diagnostic = Self.syntax(context?.text, problem, mark, source)
    default:
      diagnostic = Diagnostic(
        .error, at: source.location(line: 0, column: 0), "this is not YAML: \(error)")
    }
  }

  private static func syntax(
    _ context: String?, _ problem: String, _ mark: Mark, _ source: RecipeSource
  ) -> Diagnostic {
    var location = source.location(line: mark.line, column: mark.column)
    let line = source.line(at: location) ?? ""
    let indent = Array(line.unicodeScalars.prefix { $0 == " " || $0 == "\t" })
    if let tab = indent.firstIndex(of: "\t") {
      location.column = tab + 1
      return Diagnostic(
        .error, at: location, "a tab in the indentation: YAML indents with spaces only",
        hint: "replace the tab with spaces", sourceLine: line)
    }
    var message = "this is not YAML: \(problem)"
    if let context, !context.isEmpty { message += " \(context)" }
    return Diagnostic(
      .error, at: location, message, hint: hint(for: problem), sourceLine: line)
  }

  private static func hint(for problem: String) -> String? {
    switch problem {
    case let text where text.contains("mapping values are not allowed"):
      "put a text that contains `: ` in quotes"
    case let text where text.contains("did not find expected key"):
      "check that this line is indented as its neighbours are"
    case let text where text.contains("could not find expected ':'"):
      "a key needs a colon and a space after it"
    case let text where text.contains("cannot start any token"):
      "put a text that starts with this character in quotes"
    case let text where text.contains("another document"):
      "a file holds one recipe: remove the `---` and what follows"
    case let text where text.contains("undefined alias"):
      "put a text that starts with `*` in quotes"
    default: nil
    }
  }

  private static func location(
    ofCharacter offset: Int?, in source: RecipeSource
  ) -> SourceLocation {
    guard let offset else { return source.location(line: 0, column: 0) }
    let before = source.text.prefix(offset)
    let line = before.reduce(into: 1) { if $1.isNewline { $0 += 1 } }
    let start = before.lastIndex { $0.isNewline }.map { before.index(after: $0) }
    let column = before[(start ?? before.startIndex)...].unicodeScalars.count + 1
    return source.location(line: line, column: column)
  }
}
