import ArgumentParser
import BuildFoundation
import BuildHistory
import Foundation
import HostKit
import SystemPackage
import TestSupport
import Testing

@testable import ImgbuildCommands

@Suite struct HistorySourceTests {
  private let folder: TemporaryFolder
  private let folders: Folders

  init() throws {
    folder = try TemporaryFolder()
    folders = Folders(
      cache: folder.path.appending("cache"), state: folder.path.appending("state"),
      runtime: folder.path.appending("run"))
  }

  /// A history of `web` (runs 1 to 3, the second failed) and `db` (run 4).
  private func source() async throws -> HistorySource {
    try PrivateFolder.make(folders.state)
    let database = try await HistoryDatabase.open(folders.history)
    let recipe = try folder.write("web.yml", "")
    for run in [
      RunDetails.sample(recipe: recipe.string), .sample(.failed, recipe: recipe.string),
      .sample(recipe: recipe.string, packages: ["bash 5.3", "nginx 1.22"]),
      .sample(name: "db", recipe: "/r/db.yml"),
    ] {
      try await database.record(run)
    }
    return try #require(try await HistorySource.standard(folders))
  }

  private func failure(_ body: () async throws -> Void) async -> BuildError? {
    await #expect(throws: BuildError.self) { try await body() }
  }

  @Test func withoutAFileThereIsNone() async throws {
    #expect(try await HistorySource.standard(folders) == nil)
    #expect(!FileManager.default.fileExists(atPath: folders.state.string))
  }

  @Test func buildsAreNamedByImageOrRecipe() async throws {
    let source = try await source()
    let recipe = folder.path.appending("web.yml").string
    #expect(try await source.selection("web") == RunSelection(name: "web"))
    #expect(try await source.selection(recipe) == RunSelection(recipe: recipe))
    #expect(try await source.selection("/r/db.yml") == RunSelection(recipe: "/r/db.yml"))
    let link = folder.path.appending("link.yml")
    symlink(recipe, link.string)
    #expect(try await source.selection(link.string) == RunSelection(recipe: recipe))
  }

  @Test func aSlipIsMended() async throws {
    let source = try await source()
    let near = await failure { _ = try await source.selection("wbe") }
    #expect(near?.code == .usage)
    #expect(near?.hint == "did you mean web?")
    let far = await failure { _ = try await source.selection("mailserver") }
    #expect(far?.hint == "there are: db, web")
    let recipe = await failure { _ = try await source.selection("./other.yml") }
    #expect(recipe?.message.contains("the recipe ./other.yml") == true)
  }

  @Test func aRunIsNamedByNumberOrImage() async throws {
    let source = try await source()
    #expect(try await source.run(nil)?.summary.id == 4)
    #expect(try await source.run("2")?.summary.outcome == .failed)
    #expect(try await source.run("web")?.summary.id == 3)
    let unknown = await failure { _ = try await source.run("99") }
    #expect(unknown?.message.contains("no run 99") == true)
  }

  @Test func theLastTwoBuildsAreCompared() async throws {
    let source = try await source()
    for words in [["web"], ["1", "3"], ["web", "1", "3"]] {
      let (old, new) = try await source.pair(words)
      #expect([old.summary.id, new.summary.id] == [1, 3])
    }
    let (old, new) = try await source.pair(["1", "4"])
    #expect([old.summary.name, new.summary.name] == ["web", "db"])
  }

  @Test(arguments: [
    (["db"], "only one build"), ([], "only one build"), (["web", "1", "4"], "is one of db"),
    (["web", "x"], "web is no number"), (["1", "x"], "x is no number"), (["1", "77"], "no run 77"),
  ])
  func whatCannotBeComparedIsSaid(words: [String], reason: String) async throws {
    let source = try await source()
    let error = await failure { _ = try await source.pair(words) }
    #expect(error?.code == .usage)
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    ["history"], ["history", "list", "web", "--limit", "3", "--json"], ["history", "show", "3"],
    ["history", "diff", "web", "1", "2"],
  ])
  func argumentsAreTaken(arguments: [String]) throws {
    _ = try ImgbuildCommand.parseAsRoot(arguments)
  }

  @Test(arguments: [
    ["history", "list", "--limit", "0"], ["history", "diff", "a", "b", "c", "d"],
    ["history", "show", "1", "2"],
  ])
  func mistakesAreUsageErrors(arguments: [String]) {
    #expect(throws: (any Error).self) { try ImgbuildCommand.parseAsRoot(arguments) }
  }
}
