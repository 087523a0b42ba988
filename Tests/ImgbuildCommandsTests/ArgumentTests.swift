import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import SystemPackage
import Testing

@testable import ImgbuildCommands

@Suite struct ArgumentTests {
  private func run(_ arguments: String...) throws -> RunCommand {
    try #require(try ImgbuildCommand.parseAsRoot(["run"] + arguments) as? RunCommand)
  }

  @Test func runHasDefaults() throws {
    let command = try run("web.yml")
    #expect(command.recipes == ["web.yml"])
    #expect(command.jobs == nil)
    #expect(command.output == "output")
    #expect(command.accelerator == .auto)
    #expect(command.logFormat == .auto)
    #expect(command.libvirtURI == nil)
    #expect(!command.refresh && !command.dryRun)
  }

  @Test func runTakesItsOptions() throws {
    let command = try run(
      "web.yml", "-o", "out", "--accelerator", "tcg", "--connect", "qemu:///system",
      "--log-format", "json", "--refresh", "--dry-run", "--jobs", "3", "db.yml",
      "--cache-limit", "20GiB")
    #expect(command.recipes == ["web.yml", "db.yml"])
    #expect(command.jobs == 3)
    #expect(command.cacheLimit == .gibibytes(20))
    #expect(command.output == "out")
    #expect(command.accelerator == .tcg)
    #expect(command.logFormat == .json)
    #expect(command.libvirtURI == "qemu:///system")
    #expect(command.refresh && command.dryRun)
  }

  @Test(arguments: AcceleratorChoice.allCases) func everyAcceleratorHasAValue(
    choice: AcceleratorChoice
  ) throws {
    #expect(try run("web.yml", "--accelerator", choice.rawValue).accelerator == choice)
  }

  @Test(arguments: LogFormat.allCases) func everyLogFormatHasAValue(format: LogFormat) throws {
    #expect(try run("web.yml", "--log-format", format.rawValue).logFormat == format)
  }

  @Test(arguments: [
    (["run"], "recipes"), (["run", "a", "--frobnicate"], "--frobnicate"),
    (["run", "a", "--jobs", "0"], "--jobs"), (["run", "a", "--accelerator", "hvf"], "hvf"),
    (["run", "a", "--accelerator"], "accelerator"),
    (["run", "a", "--cache-limit", "x"], "cache-limit"),
    (["run", "a", "--log-format", "xml"], "xml"),
    (["frobnicate"], "frobnicate"), (["validate"], "recipes"), (["doctor", "x"], "x"),
  ])
  func mistakesAreUsageErrors(arguments: [String], named: String) {
    do {
      _ = try ImgbuildCommand.parseAsRoot(arguments)
      Issue.record("\(arguments) were accepted")
    } catch {
      #expect(!ImgbuildCommand.exitCode(for: error).isSuccess)
      #expect(ImgbuildCommand.fullMessage(for: error).contains(named))
    }
  }

  @Test(arguments: [["--help"], ["run", "--help"], ["--version"], ["help", "doctor"]])
  func helpIsNoMistake(arguments: [String]) {
    do {
      var command = try ImgbuildCommand.parseAsRoot(arguments)
      try command.run()
      Issue.record("\(arguments) did something")
    } catch {
      #expect(ImgbuildCommand.exitCode(for: error).isSuccess)
      #expect(!ImgbuildCommand.fullMessage(for: error).isEmpty)
    }
  }

  @Test func theVersionIsTold() {
    #expect(
      ImgbuildCommand.version.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+/) != nil)
  }

  @Test(arguments: [
    ("/a/b", "/a/b"), ("/a/../b/./c", "/b/c"), ("x", "CWD/x"), ("./x", "CWD/x"), (".", "CWD"),
    ("x/..", "CWD"), ("/", "/"),
  ])
  func pathsBecomeAbsolute(text: String, path: String) {
    let current = FileManager.default.currentDirectoryPath
    #expect(FilePath.absolute(text).string == path.replacing("CWD", with: current))
  }

  /// What scripts rely on; the command's help says the same.
  @Test func exitStatusesAreAsDocumented() {
    let expected: [BuildError.Code: Int32] = [
      .buildFailed: 1, .timedOut: 1, .defect: 1, .usage: 2, .recipe: 2, .host: 3,
      .interrupted: 130,
    ]
    #expect(
      Dictionary(uniqueKeysWithValues: BuildError.Code.allCases.map { ($0, $0.exitStatus) })
        == expected)
  }
}
