import Recipes
import Testing

@Suite("Rendering diagnostics")
struct DiagnosticTests {
  private func rendered(_ line: String, column: Int) -> [String] {
    let location = SourceLocation(file: "a.yml", line: 12, column: column)
    return Diagnostic(.warning, at: location, "odd", sourceLine: line).rendered
  }

  @Test("the caret stands below the character, also after tabs and wide characters")
  func caret() {
    #expect(
      rendered("\tname: 図表 x", column: 11) == [
        "a.yml:12:11: warning: odd", "  12 |  name: 図表 x", "     |             ^",
      ])
    #expect(rendered("ab", column: 9) == ["a.yml:12:9: warning: odd", "  12 | ab", "     |   ^"])
  }

  @Test("a long line is cut around the caret")
  func longLine() {
    let lines = rendered(String(repeating: "x", count: 500) + "!", column: 501)
    #expect(lines[1] == "  12 | …" + String(repeating: "x", count: 48) + "!")
    #expect(lines[2] == "     | " + String(repeating: " ", count: 49) + "^")
    #expect(rendered(String(repeating: "y", count: 200), column: 1)[1].hasSuffix("y…"))
  }

  @Test("a recipe cannot command the terminal")
  func controlCharacters() {
    let location = SourceLocation(file: "a.yml", line: 1, column: 1)
    let diagnostic = Diagnostic(
      .error, at: location, "a\u{1B}[2Jb", hint: "c\u{7}", sourceLine: "\u{1B}]0;x")
    #expect(
      diagnostic.rendered == ["a.yml:1:1: a[2Jb", "  1 | ]0;x", "    | ^", "  hint: c"])
  }

  @Test("a fault of the whole file has no line")
  func wholeFile() {
    let location = SourceLocation(file: "a.yml", line: 0, column: 0)
    #expect(
      Diagnostic(.error, at: location, "the recipe is empty").rendered
        == ["a.yml: the recipe is empty"])
  }
}
