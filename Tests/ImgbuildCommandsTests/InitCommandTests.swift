import ArgumentParser
import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import ImgbuildCommands

@Suite struct InitCommandTests {
  private func run(_ arguments: String...) throws {
    var command = try ImgbuildCommand.parseAsRoot(["init"] + arguments)
    try command.run()
  }

  private func content(_ path: FilePath) throws -> String {
    try String(contentsOfFile: path.string, encoding: .utf8)
  }

  @Test(arguments: StarterRecipe.allCases) func everyStarterIsFormatted(
    starter: StarterRecipe
  ) throws {
    let text = starter.text(name: "web")
    let report = try RecipeFormatter().format(Array(text.utf8), file: starter.rawValue)
    #expect(report.text == text)
    #expect(!text.contains("NAME"))
  }

  @Test(arguments: StarterRecipe.allCases) func everyStarterIsValid(
    starter: StarterRecipe
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("web.yml")
    try run("--from", starter.rawValue, path.string)
    if starter == .windows { _ = try folder.write("windows.qcow2", "") }
    let report = RecipeLoader().check(path)
    #expect(report.errors.flatMap(\.rendered) == [])
    // Windows cannot be proved by booting it yet, and the recipe says so.
    let unproved = ["the image is not booted before it is used"]
    #expect(report.warnings.map(\.message) == (starter == .windows ? unproved : []))
    #expect(report.recipe?.name.value == "web")
  }

  @Test(arguments: [
    ("/x/web.yml", "web"), ("/x/recipe.yml", "x"), ("/My Site/recipe.yml", "my-site"),
    ("/recipe.yml", "recipe"), ("/x/.yml", "yml"), ("/x/Web Server (2).yml", "web-server-2"),
    ("/x/_a_.yaml", "a"), ("/x/db.v2.yml", "db.v2"), ("/x/図.yml", "x"), ("/図/図.yml", "image"),
    ("/x/null.yml", "x"),
    ("/x/\(String(repeating: "a", count: 80)).yml", String(repeating: "a", count: 63)),
  ])
  func namesAreMadeValid(path: String, name: String) throws {
    #expect(StarterRecipe.name(for: FilePath(path)) == name)
    let text = StarterRecipe.debian.text(name: name)
    #expect(RecipeLoader().check(Array(text.utf8), path: "/r.yml").recipe?.name.value == name)
  }

  @Test func nothingIsOverwrittenUnlessForced() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.yml", "mine")
    let error = #expect(throws: BuildError.self) { try run(file.string) }
    #expect(error?.code == .usage)
    #expect(error?.hint?.contains("--force") == true)
    #expect(try content(file) == "mine")
    try run("--force", file.string)
    #expect(try content(file).contains("name: a\n"))
  }

  @Test func foldersAreNamedInErrors() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: BuildError.self) { try run(folder.path.string) }
    #expect(error?.hint?.contains("recipe.yml") == true)
    let missing = folder.path.appending("no/recipe.yml")
    let other = #expect(throws: BuildError.self) { try run(missing.string) }
    #expect(other?.hint?.contains("mkdir -p") == true)
    let link = folder.path.appending("link.yml")
    #expect(symlink("nowhere", link.string) == 0)
    #expect(throws: BuildError.self) { try run(link.string) }
    #expect(throws: BuildError.self) { try run("--force", link.string) }
  }
}
