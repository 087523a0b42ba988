import BuildFoundation
import Testing

@testable import TerminalUI

@Suite struct TextTableTests {
  private func lines(_ rows: [[String]], width: Int? = nil, colour: TextColour? = nil) -> [String] {
    TextTable(
      [("N", .right), ("NAME", .left), ("WHAT", .left)],
      rows: rows.map { $0.map { TextTable.Cell($0, colour) } }
    ).lines(width: width, style: TerminalStyle(colour: colour != nil, unicode: true))
  }

  @Test func columnsStandBelowEachOther() {
    #expect(
      lines([["1", "a", "first"], ["10", "longer", ""]]) == [
        " N  NAME    WHAT", " 1  a       first", "10  longer",
      ])
    #expect(lines([]) == ["N  NAME  WHAT"])
  }

  @Test func wideLettersTakeTwoColumns() {
    #expect(
      lines([["1", "図", "x"], ["2", "ab", "y"]]) == ["N  NAME  WHAT", "1  図    x", "2  ab    y"])
  }

  @Test func onlyTheLastColumnIsCut() {
    #expect(
      lines([["1", "a-long-name", "a text that is too long"]], width: 30)[1]
        == "1  a-long-name  a text that i…")
    #expect(
      lines([["1", "a-long-name", "0123456789"]], width: 10)[1] == "1  a-long-name  0123456…")
  }

  @Test func colourTakesNoRoomAndHostileTextHasNone() {
    let plain = lines([["1", "a", "x"], ["2", "bcd", "y"]])
    let coloured = lines([["1", "a", "\u{1B}[31mx"], ["2", "bcd", "y"]], colour: .green)
    #expect(coloured.map(\.sanitized) == plain)
    #expect(coloured[1].contains("\u{1B}[32mx\u{1B}[0m"))
    #expect(!coloured[1].contains("31m"))
  }
}
