import ArgumentParser
import BuildFoundation
import Foundation
import Recipes
import Steps
import SystemPackage
import TerminalUI

/// What every command that reads recipes can be told about their variables.
struct RecipeOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A value for a variable of the recipe.", valueName: "name=value"))
  var assignments: [String] = []

  @Option(
    name: .customLong("vars"),
    help: ArgumentHelp("A YAML file with values for variables.", valueName: "file"),
    completion: .recipes)
  var files: [String] = []

  /// A reader of recipes with these values, and those of the environment.
  var loader: RecipeLoader {
    RecipeLoader(
      sealItems: SealItem.names,
      variables: VariableInputs(
        assignments: assignments, files: files.map { .absolute($0) },
        environment: ProcessInfo.processInfo.environment))
  }

  /// The builds of a recipe, or those that have one of the names `only`; says what its author should
  /// know.
  func recipes(_ path: String, only: [String]) throws -> [Recipe] {
    let report = loader.check(FilePath(path))
    for warning in report.warnings where !report.recipes.isEmpty {
      OutputDescriptor.standardError.write(lines: warning.rendered)
    }
    let recipes = try report.all()
    guard !only.isEmpty else { return recipes }
    let names = recipes.map(\.name.value)
    for name in only where !names.contains(name) {
      let near = nearestName(to: name, in: names).map { "did you mean \($0)?" }
      throw BuildError(
        .usage, "choosing builds of \(path): there is none with the name \(name)",
        hint: near ?? "its builds: " + names.joined(separator: ", "))
    }
    return recipes.filter { only.contains($0.name.value) }
  }
}
