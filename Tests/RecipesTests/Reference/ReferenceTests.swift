import Foundation
import SystemPackage
import Testing

@testable import Recipes

@Suite("Reference of the language")
struct ReferenceTests {
  @Test("every example of the reference is valid", arguments: Example.all)
  func examples(_ example: Example) throws {
    let folder = try Example.folder()
    let report = check(example.text, folder: folder.path)
    #expect(report.errors.map { "\($0.location.line): \($0.message)" } == [])
    #expect(!report.recipes.isEmpty)
  }

  /// A shape may not have a key that no reader looks at: a value that no key takes must be a fault
  /// at its place.
  @Test("every key of a shape is read", arguments: Example.all)
  func keys(_ example: Example) throws {
    let folder = try Example.folder()
    let marker = "[[{imgbuild_marker: 1}]]"
    for key in example.shape.keys {
      let recipe = Self.recipe(of: example, key: key.name, value: marker)
      let faults = check(recipe, folder: folder.path).errors
      #expect(
        faults.contains { $0.sourceLine?.contains("imgbuild_marker") ?? false },
        "`\(key.name)` of `\(example.kind)` takes anything")
    }
  }

  /// A recipe with the kind of the example, and one key of it.
  private static func recipe(of example: Example, key: String, value: String) -> String {
    if StepKind.all.contains(where: { $0.name == example.kind }) {
      return minimal("steps:\n  - \(example.kind):\n      \(key): \(value)")
    }
    return "version: 1\nname: web\nbase:\n  \(example.kind):\n    \(key): \(value)\n"
  }

  @Test("the page is what the shapes say")
  func page() throws {
    let path = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent().removingLastComponent().appending("docs/recipe-reference.md")
    let page = try String(contentsOfFile: path.string, encoding: .utf8)
    // Written anew by: scripts/imgbuild schema --format markdown > docs/recipe-reference.md
    #expect(page == RecipeReference.markdown)
  }

  @Test("every kind of base has a page with its example", arguments: BaseKind.all.map(\.name))
  func basePages(_ name: String) throws {
    let kind = try #require(BaseKind.all.first { $0.name == name })
    let path = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent().removingLastComponent().appending("docs/bases/\(name).md")
    let page = try String(contentsOfFile: path.string, encoding: .utf8)
    #expect(page.hasPrefix("# `\(name)`"))
    #expect(page.contains("```yaml\n\(kind.example)\n```"))
    let overview = try String(
      contentsOfFile: path.removingLastComponent().removingLastComponent()
        .appending("recipes.md").string, encoding: .utf8)
    #expect(overview.contains("| [`\(name)`](bases/\(name).md) |"))
  }

  @Test("every kind has one shape, and no key is declared twice")
  func shapes() {
    for kind in [StepKind.all.map(\.name), BaseKind.all.map(\.name)] {
      #expect(Set(kind).count == kind.count)
    }
    for shape in Example.all.map(\.shape) + [.recipe, .step, .part, .variable, .secret] {
      #expect(Set(shape.names).count == shape.names.count)
      #expect(shape.summary.hasSuffix("."))
      for key in shape.keys { #expect(key.summary.hasSuffix("."), "\(key.name)") }
      #expect(Set(shape.exactlyOne + shape.atLeastOne).isSubset(of: shape.names))
    }
  }
}
