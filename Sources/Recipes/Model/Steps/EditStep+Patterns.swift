extension EditStep {
  /// The regular expressions of the step.
  public var patterns: [String] {
    switch change {
    case .replace(let replacement): [replacement.pattern]
    case .line(let line):
      switch line.position {
      case .end: [line.match].compactMap { $0 }
      case .after(let pattern), .before(let pattern): [line.match, pattern].compactMap { $0 }
      }
    }
  }

  /// The regular expression that `pattern` is, with `^` and `$` at lines; throws when it is none.
  public static func expression(_ pattern: String) throws -> Regex<AnyRegexOutput> {
    try Regex(pattern).anchorsMatchLineEndings()
  }
}
