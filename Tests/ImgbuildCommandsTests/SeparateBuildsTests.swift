import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import Synchronization
import SystemPackage
import TerminalUI
import TestSupport
import Testing

@testable import ImgbuildCommands

@Suite struct SeparateBuildsTests {
  @Test(
    arguments: [
      // One always runs, whatever it needs.
      (4, 8, [], 9, true), (4, 8, [2], 6, true), (4, 8, [2], 7, false),
      (2, 80, [1, 1], 1, false), (1, 80, [1], 1, false), (3, nil, [50, 50], 50, true),
    ] as [(Int, Int64?, [Int64], Int64, Bool)])
  func jobsAreBoundedByNumberAndMemory(
    limit: Int, memory: Int64?, running: [Int64], next: Int64, admitted: Bool
  ) {
    let jobs = BuildJobs(limit, memory: memory.map { .gibibytes($0) })
    #expect(
      jobs.admit(.gibibytes(next), beside: running.map { .gibibytes($0) }) == admitted)
  }

  @Test func aJobForEachProcessorByDefault() {
    #expect(BuildJobs(nil, processors: 3).limit == 3)
    #expect(BuildJobs(7, processors: 3).limit == 7)
  }

  /// The larger of builder and appliance, and what is beside them.
  @Test func aBuildNeedsTheLargerOfItsGuests() {
    #expect(BuildJobs.need(builder: .mebibytes(512)) == .mebibytes(1280 + 512))
    #expect(BuildJobs.need(builder: .gibibytes(4)) == .mebibytes(4096 + 512))
  }

  @Test func headlines() {
    func outcome(_ ending: GroupOutcome.Ending) -> GroupOutcome {
      GroupOutcome(name: "x", ending: ending, seconds: 1)
    }
    func headline(_ endings: [GroupOutcome.Ending]) -> String {
      SeparateBuilds.headline(endings.map(outcome), after: .seconds(75))
    }
    #expect(headline([.upToDate, .upToDate]) == "all 2 images are up to date")
    #expect(headline([.built, .built]) == "built 2 of 2 images in 1 min 15 s")
    #expect(
      headline([.built, .upToDate, .failed("x"), .interrupted])
        == "built 1 of 4 images in 1 min 15 s, 1 up to date, 2 not built")
  }

  @Test func foldersStandForTheirRecipes() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path.appending("files").string, withIntermediateDirectories: false)
    for name in ["b.yml", "a.yaml", ".hidden.yml", "notes.txt", "files/page.html"] {
      _ = try folder.write(name, "")
    }
    let path = folder.path.string
    #expect(
      try RecipePaths.files(["x.yml", path]) == ["x.yml", "\(path)/a.yaml", "\(path)/b.yml"])
    let error = #expect(throws: BuildError.self) {
      try RecipePaths.files([path, "\(path)/files"])
    }
    #expect(error?.code == .usage)
    #expect(error?.message.contains("\(path)/files") == true)
  }

  @Test func faultsOfAllRecipesComeAtOnce() throws {
    let folder = try TemporaryFolder()
    let bad = try (1...2).map {
      try folder.write("\($0).yml", "version: 1\nname: n\($0)\nbase: {}\nfrobnicate: 1\n").string
    }
    let options = try RecipeOptions.parse([])
    let error = #expect(throws: BuildError.self) { try options.recipes(bad, only: []) }
    let text = error?.chain.joined(separator: "\n") ?? ""
    #expect(bad.allSatisfy { text.contains($0) })
  }

  @Test func twoBuildsOfOneNameAreRefused() throws {
    let folder = try TemporaryFolder()
    let base = "base: {bootstrap: {distribution: debian, suite: bookworm}}"
    let text = "version: 1\nname: same\n\(base)\n"
    let paths = try ["a.yml", "b.yml"].map { try folder.write($0, text).string }
    let options = try RecipeOptions.parse([])
    let error = #expect(throws: BuildError.self) { try options.recipes(paths, only: []) }
    #expect(error?.message.contains("both name their image same") == true)
    #expect(error?.message.contains("a.yml:2") == true)
    #expect(error?.message.contains("b.yml:2") == true)
  }

  /// A build that is begun while all are told to end is told too.
  @Test func processesThatComeLateAreToldToEnd() async throws {
    let processes = ChildProcesses()
    processes.end()
    #expect(processes.areEnding)
    let status = try await ExternalTool("sleep", package: "coreutils").run(
      ["60"], onStart: { processes.add($0, of: "late") })
    #expect(status == 128 + SIGTERM)
  }
}
