import Foundation

/// The size of a terminal, in columns and lines.
public struct TerminalSize: Sendable, Hashable {
  /// Columns; at least 1.
  public var columns: Int
  /// Lines; at least 1.
  public var lines: Int

  /// Makes a size.
  public init(columns: Int, lines: Int) {
    self.columns = max(1, columns)
    self.lines = max(1, lines)
  }

  /// The size of the terminal that `descriptor` is; 80 × 24 when it does not say.
  public init(of descriptor: CInt) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      self.init(columns: 80, lines: 24)
      return
    }
    self.init(columns: Int(size.ws_col), lines: Int(size.ws_row))
  }
}
