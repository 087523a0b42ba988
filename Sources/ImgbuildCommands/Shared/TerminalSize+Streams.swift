import Foundation
import TerminalUI

extension TerminalSize {
  /// The columns of standard output; nil when it is no terminal.
  static var ofStandardOutput: Int? {
    isatty(STDOUT_FILENO) == 1 ? TerminalSize(of: STDOUT_FILENO).columns : nil
  }
}
