/// One fault of a recipe, or something about it worth a warning.
public struct Diagnostic: Sendable, Hashable {
  /// How bad it is.
  public enum Severity: Sendable, Hashable {
    /// The recipe cannot be built.
    case error
    /// It can, but the author should know.
    case warning
  }

  /// How bad it is.
  public var severity: Severity
  /// Where it is; line 0 stands for the file as a whole.
  public var location: SourceLocation
  /// What is wrong, in one line.
  public var message: String
  /// What to write instead, where that is known.
  public var hint: String?
  /// The line of the recipe that `location` names.
  public var sourceLine: String?

  /// Makes a diagnostic.
  public init(
    _ severity: Severity, at location: SourceLocation, _ message: String, hint: String? = nil,
    sourceLine: String? = nil
  ) {
    self.severity = severity
    self.location = location
    self.message = message
    self.hint = hint
    self.sourceLine = sourceLine
  }
}
