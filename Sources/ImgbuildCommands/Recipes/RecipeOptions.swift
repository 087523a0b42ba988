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

  /// The builds of recipes, or those that have one of the names `only`; says what their authors should
  /// know.
  ///
  /// Throws a `recipe` error with the faults of all recipes, and one when two builds have one name.
  func recipes(_ paths: [String], only: [String]) throws -> [Recipe] {
    let reports = paths.map { loader.check(FilePath($0)) }
    for warning in reports.filter({ !$0.recipes.isEmpty }).flatMap(\.warnings) {
      OutputDescriptor.standardError.write(lines: warning.rendered)
    }
    let recipes = try Self.all(reports)
    try Self.checkNames(recipes)
    guard !only.isEmpty else { return recipes }
    let names = recipes.map(\.name.value)
    for name in only where !names.contains(name) {
      let near = nearestName(to: name, in: names).map { "did you mean \($0)?" }
      throw BuildError(
        .usage,
        "choosing builds of \(paths.joined(separator: ", ")): there is none with the name \(name)",
        hint: near ?? "its builds: " + names.joined(separator: ", "))
    }
    return recipes.filter { only.contains($0.name.value) }
  }

  private static func all(_ reports: [RecipeReport]) throws -> [Recipe] {
    let faulty = reports.filter(\.recipes.isEmpty)
    guard faulty.count > 1 else { return try reports.flatMap { try $0.all() } }
    let count = faulty.reduce(0) { $0 + $1.errors.count }
    throw BuildError(
      .recipe, "reading \(reports.count) recipes: \(count) faults in \(faulty.count) of them",
      cause: RecipeFaults(faulty.flatMap(\.diagnostics)))
  }

  /// Two builds of one name would replace each other's artifact.
  private static func checkNames(_ recipes: [Recipe]) throws {
    let byName = Dictionary(grouping: recipes, by: \.name.value)
    guard let (name, same) = byName.first(where: { $0.value.count > 1 }) else { return }
    let places = same.map { "\($0.name.location)" }.joined(separator: " and ")
    throw BuildError(
      .recipe, "reading the recipes: \(places) both name their image \(name)",
      hint: "run them one after the other, each with an --output of its own")
  }
}
