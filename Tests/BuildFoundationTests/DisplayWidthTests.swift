import BuildFoundation
import Testing

@Suite("Display width")
struct DisplayWidthTests {
  @Test(
    "columns of a terminal",
    arguments: [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("図表", 4), ("한글", 4), ("ｱ", 1), ("Ａ", 2),
      ("🎉", 2), ("👩‍👩‍👧", 2), ("✓", 1), ("a\u{200B}b", 2), ("\u{1B}", 0), ("…", 1), ("│", 1),
    ])
  func width(_ text: String, _ columns: Int) {
    #expect(text.displayWidth == columns)
  }
}
