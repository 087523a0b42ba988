import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import Publishing
import Recipes
import SystemPackage
import Testing

@testable import ImgbuildCommands

@Suite struct ArgumentTests {
  private func run(_ arguments: String...) throws -> RunCommand {
    try #require(try ImgbuildCommand.parseAsRoot(["run"] + arguments) as? RunCommand)
  }

  private func shell(_ arguments: String...) throws -> ShellCommand {
    try #require(try ImgbuildCommand.parseAsRoot(["shell"] + arguments) as? ShellCommand)
  }

  @Test func runHasDefaults() throws {
    let command = try run("web.yml")
    #expect(command.recipes == ["web.yml"])
    #expect(command.jobs == nil)
    #expect(command.output == "output")
    #expect(command.guests.accelerator == .auto)
    #expect(command.logFormat == .auto)
    #expect(command.guests.libvirtURI == nil)
    #expect(!command.refresh && !command.dryRun)
    #expect(command.onError == .cleanup)
  }

  @Test func shellTakesItsOptions() throws {
    let plain = try shell("web.yml")
    #expect(plain.recipe == "web.yml" && plain.at == nil && !plain.offline)
    #expect(plain.line == nil && plain.command == [])
    let command = try shell(
      "web.yml", "--at", "step-3", "--only", "web-13", "--set", "a=b", "--vars", "v.yml",
      "--accelerator", "tcg", "--connect", "qemu:///system", "--offline", "--", "ls", "-l", "--at")
    #expect(command.at == "step-3" && command.only == ["web-13"] && command.offline)
    #expect(command.options.assignments == ["a=b"] && command.options.files == ["v.yml"])
    #expect(command.guests.accelerator == .tcg && command.guests.libvirtURI == "qemu:///system")
    #expect(command.command == ["ls", "-l", "--at"])
    #expect(try shell("web.yml", "-c", "ls | wc").line == "ls | wc")
  }

  @Test(arguments: OnError.allCases) func everyAnswerToAFailureHasAValue(answer: OnError) throws {
    #expect(try run("web.yml", "--on-error", answer.rawValue).onError == answer)
  }

  @Test(arguments: [
    (OnError.shell, ["a"], true, nil), (.shell, ["a", "b"], true, "there are 2 builds"),
    (.shell, ["a"], false, "no terminal"), (.keep, ["a", "b"], false, nil),
    (.cleanup, ["a", "b"], false, nil),
  ])
  func aShellIsForOneBuildAtATerminal(
    answer: OnError, builds: [String], isTerminal: Bool, fault: String?
  ) {
    guard let fault else {
      #expect(throws: Never.self) { try answer.check(builds, isTerminal: isTerminal) }
      return
    }
    let error = #expect(throws: BuildError.self) {
      try answer.check(builds, isTerminal: isTerminal)
    }
    #expect(error?.code == .usage && error?.message.contains(fault) == true)
    #expect(error?.hint?.contains("--on-error keep") == true)
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
    #expect(command.guests.accelerator == .tcg)
    #expect(command.logFormat == .json)
    #expect(command.guests.libvirtURI == "qemu:///system")
    #expect(command.refresh && command.dryRun)
  }

  /// What a schedule writes down is what was said.
  @Test func publishingIsSaidAgain() throws {
    let words = [
      "--publish", "--cloud=a", "--cloud=b", "--visibility=shared", "--share-with=p",
      "--keep-images=2", "--format=raw",
      "--import", "--store=s", "--exact",
    ]
    let command = try ImgbuildCommand.parseAsRoot(["run", "web.yml"] + words)
    let publishing = try #require(command as? RunCommand).publishing
    #expect(publishing.arguments == words)
    #expect(publishing.publication?.place.targets == ["a", "b"])
    #expect(try run("web.yml").publishing.arguments == [])
    #expect(try run("web.yml").publishing.publication == nil)
  }

  @Test func theCommandLineComesBeforeTheRecipe() throws {
    let settings = PublicationSettings(
      clouds: [
        PublicationTarget(cloud: "r"),
        PublicationTarget(
          cloud: "s", name: "w", format: .raw, isStaged: true, stores: ["x"],
          properties: ["a": "b"]),
      ], name: "web", visibility: .shared, members: ["p"], keep: 3, isExact: true)
    let options = { (words: [String]) in
      let command = try ImgbuildCommand.parseAsRoot(["run", "web.yml", "--publish"] + words)
      return try #require(command as? RunCommand).publishing.options.filled(from: settings)
    }
    let other = CloudTarget(
      cloud: "s", name: "w", format: .raw, transfer: .staging(stores: ["x"]),
      properties: ["a": "b"])
    let plain = try options([])
    #expect(
      plain.arguments == ["--visibility=shared", "--share-with=p", "--keep-images=3", "--exact"])
    #expect(plain.targets(settings) == [CloudTarget(cloud: "r", name: "web"), other])
    let words = ["--cloud=s", "--visibility=public", "--keep-images=1", "--format=vhd"]
    let chosen = try options(words)
    #expect(chosen.arguments == words + ["--exact"])
    var target = other
    target.format = .vhd
    // What is different in a cloud stays so when it is named.
    #expect(chosen.targets(settings) == [target])
    #expect(
      try options(["--cloud=t", "--import", "--store=y"]).targets(settings)
        == [CloudTarget(cloud: "t", name: "web", transfer: .staging(stores: ["y"]))])
    #expect(try options([]).targets() == [CloudTarget()])
  }

  @Test(arguments: AcceleratorChoice.allCases) func everyAcceleratorHasAValue(
    choice: AcceleratorChoice
  ) throws {
    #expect(try run("web.yml", "--accelerator", choice.rawValue).guests.accelerator == choice)
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
    (["run", "a", "--on-error", "ask"], "ask"),
    (["run", "a", "--on-error", "shell", "--jobs", "2"], "--jobs"),
    (["run", "a", "--on-error", "shell", "--log-format", "json"], "--log-format"),
    (["run", "a", "--cloud", "demo"], "--publish"),
    (["run", "a", "--publish", "--keep-images", "-1"], "keep-images"),
    (["publish", "a", "--visibility", "secret"], "secret"),
    (["publish", "a", "--share-with", "p"], "--visibility shared"),
    (["publish"], "Name an image"), (["publish", "a", "--resume"], "--resume"),
    (["publish", "a", "b", "--name", "n"], "--name"), (["rollback"], "name"),
    (["shell"], "recipe"), (["shell", "a", "-c", "ls", "--", "ls"], "two commands"),
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
