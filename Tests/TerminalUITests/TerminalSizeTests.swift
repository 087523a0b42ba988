import Foundation
import Testing

@testable import TerminalUI

@Suite("Terminal size")
struct TerminalSizeTests {
  @Test("a terminal says how large it is, also after a change")
  func terminal() throws {
    let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    for columns in [101, 40] {
      var size = winsize(ws_row: 33, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
      #expect(ioctl(descriptor, UInt(TIOCSWINSZ), &size) == 0)
      #expect(TerminalSize(of: descriptor) == TerminalSize(columns: columns, lines: 33))
    }
  }

  @Test("what is no terminal counts as 80 × 24")
  func noTerminal() {
    #expect(TerminalSize(of: -1) == TerminalSize(columns: 80, lines: 24))
  }
}
