/// A place in a recipe, or the recipe as a whole.
public struct SourceLocation: Sendable, Hashable {
  /// The file as the user named it.
  public var file: String
  /// The line, from 1; 0 for the file as a whole.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int

  /// Makes a location.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension SourceLocation: CustomStringConvertible {
  /// The location as compilers and editors write it: `file:line:column`, or `file`.
  public var description: String { line > 0 ? "\(file):\(line):\(column)" : file }
}
