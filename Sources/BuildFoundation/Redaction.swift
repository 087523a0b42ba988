/// Hides given texts in others.
public struct Redaction: Sendable {
  private let hidden: [String]

  /// Hides `texts`, and each longer line of those that have several: output comes line by line.
  public init(_ texts: [String]) {
    let lines = texts.flatMap { $0.split(whereSeparator: \.isNewline) }.filter { $0.count >= 4 }
    // The longest first, so that a text that holds another is hidden as a whole.
    hidden = Set(texts.filter { !$0.isEmpty } + lines.map(String.init))
      .sorted { ($0.count, $0) > ($1.count, $1) }
  }

  /// Whether there is nothing to hide.
  public var isEmpty: Bool { hidden.isEmpty }

  /// `text` with `***` in place of what is hidden.
  public func apply(to text: String) -> String {
    hidden.reduce(text) { $0.contains($1) ? $0.replacing($1, with: "***") : $0 }
  }
}

extension BuildError {
  /// The error with everything that it says redacted.
  public func redacted(_ redaction: Redaction) -> BuildError {
    guard !redaction.isEmpty else { return self }
    var error = self
    error.message = redaction.apply(to: message)
    error.hint = hint.map { redaction.apply(to: $0) }
    error.output = output.map { redaction.apply(to: $0) }
    error.cause = cause.map { cause in
      if cause is CancellationError { return cause }
      let inner = cause as? BuildError ?? BuildError(code, String(describing: cause))
      return inner.redacted(redaction)
    }
    return error
  }
}
