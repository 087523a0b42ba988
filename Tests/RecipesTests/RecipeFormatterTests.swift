import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import Testing

@Suite("Formatting recipes", .timeLimit(.minutes(2)))
struct RecipeFormatterTests {
  private func format(_ text: String) throws -> String {
    let report = try RecipeFormatter().format(Array(text.utf8), file: "r.yml")
    #expect(report.diagnostics.flatMap(\.rendered) == [])
    #expect(report.isChanged == (report.text.map { Array($0.utf8) } != Array(text.utf8)))
    return try #require(report.text)
  }

  @Test(
    "a rule makes of a text what is documented, and nothing more of that",
    arguments: FormattingExample.structure + FormattingExample.flow + FormattingExample.texts
      + FormattingExample.comments)
  func rules(example: FormattingExample) throws {
    // The scalars: strings with other line ends or marks may be equal.
    #expect(Array(try format(example.before).utf8) == Array(example.after.utf8))
    #expect(try format(example.after) == example.after)
  }

  @Test("what people write keeps its meaning, and is formatted in one go")
  func untidy() throws {
    var count = 0
    for seed in UInt64(0)..<600 {
      let text = UntidyYAML.text(seed: seed)
      let report = try RecipeFormatter().format(Array(text.utf8), file: "\(seed)")
      guard let result = report.text else { continue }
      count += 1
      #expect(try format(result) == result, "seed \(seed)")
      let comments = { (text: String) in text.unicodeScalars.count { $0 == "#" } }
      #expect(comments(result) == comments(text), "seed \(seed)")
    }
    #expect(count > 500)
  }

  @Test("mutated text is formatted in one go, or refused")
  func mutated() throws {
    var count = 0
    var refused = 0
    for seed in UInt64(0)..<1000 {
      let text = UntidyYAML.mutated(UntidyYAML.text(seed: seed), seed: seed)
      do throws(BuildError) {
        let report = try RecipeFormatter().format(Array(text.utf8), file: "\(seed)")
        guard let result = report.text else {
          #expect(!report.diagnostics.isEmpty)
          continue
        }
        count += 1
        let again = try RecipeFormatter().format(Array(result.utf8), file: "\(seed)")
        #expect(!again.isChanged, "seed \(seed)")
      } catch {
        // Such as a text that starts with `---` and must not come to stand in the first column.
        #expect(error.code == .defect)
        refused += 1
      }
    }
    #expect(count > 300 && refused < 5)
  }

  @Test("blanks in front of every line of a recipe change nothing")
  func indented() throws {
    let tidy = try format(RecipeLoaderTests.full)
    let moved = tidy.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "   " + $0 }.joined(separator: "\n")
    #expect(try format(moved) == tidy)
  }

  @Test("shipped recipes and those of the tests are formatted")
  func shipped() throws {
    let root = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent()
    var count = 0
    for folder in ["recipes", "Tests"].map({ root.appending($0) }) {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.string)
      where name.hasSuffix(".yml") {
        let report = try RecipeFormatter().format(folder.appending(name))
        #expect(report.diagnostics.flatMap(\.rendered) == [])
        #expect(!report.isChanged, "run: imgbuild fmt \(folder.appending(name))")
        count += 1
      }
    }
    #expect(count >= 2)
  }

  @Test(
    "faults are told as by validate, and there is no text",
    arguments: [
      ("a: 1\n\tb: 2\n", "r.yml:2:1: a tab in the indentation: YAML indents with spaces only"),
      ("a: 1\na: 2\n", "r.yml:2:1: the key `a` is given more than once"),
      ("a: [1\n", "r.yml:2:1: this is not YAML: did not find expected ',' or ']'"),
      ("", "r.yml: the recipe is empty"),
      ("# x\u{2028}\na: 1\n", "r.yml:1:4: the character U+2028 cannot be seen"),
      ("a: x\nb: \u{FEFF}\n", "r.yml:2:4: the character U+FEFF cannot be seen"),
    ])
  func faults(text: String, message: String) throws {
    let report = try RecipeFormatter().format(Array(text.utf8), file: "r.yml")
    #expect(report.text == nil && !report.isChanged)
    #expect(report.diagnostics.first?.rendered.first?.hasPrefix(message) == true)
  }

  @Test("what cannot be read is told, and is no crash")
  func unreadable() throws {
    let folder = try ScratchFolder()
    try folder.write("a.yml", "a: \u{0}\n")
    let formatter = RecipeFormatter()
    #expect(try formatter.format(folder.path).diagnostics.count == 1)
    #expect(try formatter.format(folder.path.appending("none.yml")).diagnostics.count == 1)
    #expect(try formatter.format(folder.path.appending("a.yml")).diagnostics.count == 1)
    #expect(try formatter.format([0xFF, 0xFE], file: "b").diagnostics.count == 1)
    let large = [UInt8](repeating: UInt8(ascii: "a"), count: (1 << 20) + 1)
    #expect(try formatter.format(large, file: "c").diagnostics.count == 1)
  }
}
