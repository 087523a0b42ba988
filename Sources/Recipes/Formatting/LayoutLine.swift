/// A line of the formatted text.
struct LayoutLine {
  enum Kind {
    case blank
    case code
    /// A comment on a line of its own.
    case comment
    /// A comment below one at the end of a line, which it goes on with.
    case continuedComment
    /// A line of a scalar, blank or not, that means what it is.
    case scalar
  }

  /// A comment at the end of a line.
  struct Comment {
    var text: String
    /// Its column on the screen before.
    var oldColumn: Int
    /// The columns between it and what it follows.
    var gap: Int
  }

  var kind: Kind
  /// The column of the text.
  var indent = 0
  /// The column of the text before.
  var oldIndent = 0
  var text = ""
  var comment: Comment?
}
