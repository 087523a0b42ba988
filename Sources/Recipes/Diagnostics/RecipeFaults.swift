import BuildFoundation

/// All faults of a recipe, as an error.
public struct RecipeFaults: Error, Sendable {
  /// The faults and warnings, in the order of the file.
  public var diagnostics: [Diagnostic]

  /// Makes the error.
  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  /// The error that says how many faults there are, with this as its cause; `doing` starts its message.
  func error(doing: String) -> BuildError {
    let count = diagnostics.count { $0.severity == .error }
    return BuildError(
      .recipe, "\(doing): \(count) \(count == 1 ? "fault" : "faults")", cause: self)
  }
}

extension RecipeFaults: CustomStringConvertible {
  /// Every diagnostic with its line and caret, as the terminal shows it.
  public var description: String {
    diagnostics.map { $0.rendered.joined(separator: "\n") }.joined(separator: "\n")
  }
}
