/// What programs have to know of a terminal.
public struct TerminalLook: Sendable, Equatable {
  /// Its type, as in `TERM`.
  public var type: String
  /// Columns.
  public var columns: Int
  /// Lines.
  public var lines: Int

  /// Describes a terminal.
  public init(type: String, columns: Int, lines: Int) {
    self.type = type
    self.columns = columns
    self.lines = lines
  }
}
