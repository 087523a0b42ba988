/// What went wrong in a build, said so that the reader can mend it.
///
/// The message starts with what the user was doing; the hint says what to do next. One type for the
/// whole product, because every stage ends at the same terminal and the same exit status.
public struct BuildError: Error, Sendable {
  /// What kind of failure this is; decides the exit status.
  public var code: Code
  /// One sentence: what was being done, and what was wrong.
  public var message: String
  /// What the reader can do about it, where there is something.
  public var hint: String?
  /// The error below this one, where there is one.
  public var cause: (any Error)?
  /// The last lines that the failed part printed, oldest first.
  public var output: [String]

  /// Makes an error; `message` starts with what the user was doing.
  public init(
    _ code: Code, _ message: String, hint: String? = nil, cause: (any Error)? = nil,
    output: [String] = []
  ) {
    self.code = code
    self.message = message
    self.hint = hint
    self.cause = cause
    self.output = output
  }
}
