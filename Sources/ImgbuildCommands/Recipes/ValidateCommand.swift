import ArgumentParser
import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import TerminalUI

/// `imgbuild validate`: checks recipes without building anything.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check recipes, and show every fault with its place.")

  @Argument(help: "The recipes.", completion: .recipes)
  var recipes: [String]

  @OptionGroup var options: RecipeOptions

  func run() throws {
    var faults = 0
    for name in recipes {
      let report = options.loader.check(FilePath(name))
      for diagnostic in report.diagnostics {
        OutputDescriptor.standardError.write(lines: diagnostic.rendered)
      }
      faults += report.errors.count
      if let recipe = report.recipe {
        OutputDescriptor.standardOutput.write(lines: [
          "\(name): \(report.recipes.map(\.name.value).joined(separator: ", ")) "
            + (report.recipes.count == 1 ? "is valid, " : "are valid, ")
            + (recipe.steps.count == 1 ? "1 step" : "\(recipe.steps.count) steps")
        ])
      }
    }
    if faults > 0 { throw ExitCode(BuildError.Code.recipe.exitStatus) }
  }
}
