/// Changes lines of a text file in the guest.
public struct EditStep: Sendable, Hashable, Encodable {
  /// What is done to the text.
  public enum Change: Sendable, Hashable, Encodable {
    /// A line is there when the step is done.
    case line(Line)
    /// What matches a pattern is replaced.
    case replace(Replacement)
  }

  /// A line that has to be there.
  public struct Line: Sendable, Hashable, Encodable {
    /// The line, without its end.
    public var text: String
    /// A pattern for the line that it replaces; nil: only an equal line counts as being there.
    public var match: String?
    /// Whether it replaces every line that matches, and not only the first.
    public var all: Bool
    /// Where it goes when there is nothing to replace.
    public var position: Position

    /// Makes a line; the defaults are those of a recipe.
    public init(
      _ text: String, match: String? = nil, all: Bool = false, position: Position = .end
    ) {
      self.text = text
      self.match = match
      self.all = all
      self.position = position
    }
  }

  /// Where a new line goes.
  public enum Position: Sendable, Hashable, Encodable {
    /// To the end of the file.
    case end
    /// Behind the last line that matches the pattern.
    case after(String)
    /// In front of the first line that matches the pattern.
    case before(String)
  }

  /// A pattern, and what comes in place of what matches.
  public struct Replacement: Sendable, Hashable, Encodable {
    /// A regular expression; `^` and `$` match at lines.
    public var pattern: String
    /// The new text: `$1` is the first group, `$0` all that matched, `$$` a dollar.
    public var with: String

    /// Makes a replacement.
    public init(_ pattern: String, with: String) {
      self.pattern = pattern
      self.with = with
    }
  }

  /// The file's absolute path.
  public var path: Located<String>
  /// What is done to its text.
  public var change: Change
  /// Whether a file that is not there is taken as an empty one, and made.
  public var create: Bool
  /// Whether it is no error when no pattern matches.
  public var optional: Bool

  /// Makes the step; the defaults are those of a recipe.
  public init(
    path: Located<String>, _ change: Change, create: Bool = false, optional: Bool = false
  ) {
    self.path = path
    self.change = change
    self.create = create
    self.optional = optional
  }
}

extension EditStep: StepDetails {
  var kind: String { "edit" }
  var summary: String {
    switch change {
    case .line(let line): "edit \(path.value): \(line.text.prefix(60))"
    case .replace(let replacement): "edit \(path.value): replace \(replacement.pattern.prefix(60))"
    }
  }
}
