import ArgumentParser
import Foundation
import Recipes
import TerminalUI

/// `imgbuild schema`: the recipe language for editors and for readers.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the recipe language as a JSON Schema.",
    discussion: """
      Editors with a YAML language server complete and check recipes with it: save it, and begin \
      a recipe with "# yaml-language-server: $schema=FILE".
      """)

  /// What is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case json
    case markdown
  }

  @Option(help: "The form: json, or markdown for the reference page.")
  var format = Format.json

  func run() throws {
    let text =
      switch format {
      case .json: String(decoding: try RecipeSchema.json(), as: UTF8.self)
      case .markdown: RecipeReference.markdown
      }
    OutputDescriptor.standardOutput.write(
      lines: text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
        String($0)
      })
  }
}
