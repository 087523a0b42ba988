/// All faults of a recipe, as an error.
public struct RecipeFaults: Error, Sendable {
  /// The faults and warnings, in the order of the file.
  public var diagnostics: [Diagnostic]

  /// Makes the error.
  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}

extension RecipeFaults: CustomStringConvertible {
  /// Every diagnostic with its line and caret, as the terminal shows it.
  public var description: String {
    diagnostics.map { $0.rendered.joined(separator: "\n") }.joined(separator: "\n")
  }
}
