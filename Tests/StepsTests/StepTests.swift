import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline
@testable import Steps

@Suite struct FileWriteTests {
  private func write(
    _ content: String, to path: String = "/etc/motd", mode: UInt16? = nil, append: Bool = false
  ) -> StepAction {
    .write(
      WriteStep(path: located(path), content: content, mode: mode, append: append))
  }

  @Test(arguments: [(nil, 0o644), (0o600, 0o600)] as [(UInt16?, UInt16)])
  func aFileIsReplaced(mode: UInt16?, result: UInt16) async throws {
    let guest = RecordingGuest(files: ["/etc/motd": "old"])
    try await apply(write("new", mode: mode), to: guest)
    #expect(guest.text("/etc/motd") == "new")
    #expect(guest.file("/etc/motd")?.attributes == FileAttributes(mode: result))
    #expect(guest.folder("/etc") == .folder)
  }

  @Test func atTheRootThereIsNoFolderToMake() async throws {
    let guest = RecordingGuest()
    try await apply(write("x", to: "/x"), to: guest)
    #expect(guest.calls == ["write /x"])
  }

  @Test func appendingMakesAMissingFile() async throws {
    let guest = RecordingGuest()
    try await apply(write("new", append: true), to: guest)
    #expect(guest.text("/etc/motd") == "new")
  }

  @Test func appendingWithAModeSetsIt() async throws {
    let guest = RecordingGuest(files: ["/etc/motd": "old\n"])
    try await apply(write("new", mode: 0o600, append: true), to: guest)
    #expect(guest.text("/etc/motd") == "old\nnew")
    #expect(guest.file("/etc/motd")?.attributes.mode == 0o600)
  }

  /// The file stays the same one: its owner, its links.
  @Test func appendingWithoutAModeKeepsTheFile() async throws {
    let guest = RecordingGuest(files: ["/etc/motd": "old\n"])
    try await apply(write("new", append: true), to: guest)
    #expect(guest.text("/etc/motd.imgbuild") == "old\nnew")
    #expect(guest.file("/etc/motd.imgbuild")?.attributes.mode == 0o600)
    #expect(
      guest.commands.last?.arguments.suffix(3) == ["sh", "/etc/motd.imgbuild", "/etc/motd"])
  }

  @Test func theCommandThatKeepsTheFileDoes() async throws {
    let guest = RecordingGuest(files: ["/etc/motd": "old\n"])
    try await apply(write("new", append: true), to: guest)
    let folder = try TemporaryFolder()
    let target = try folder.write("to 'it'", "old")
    let source = try folder.write("from", "whole\n")
    var arguments = try #require(guest.commands.last?.arguments)
    arguments.replaceSubrange(4..., with: [source.string, target.string])
    let run = try ToolRun(arguments[0], Array(arguments.dropFirst()))
    #expect(run.status == 0, "\(run.output)")
    #expect(try String(contentsOfFile: target.string, encoding: .utf8) == "whole\n")
    #expect(try ToolRun("test", ["-e", source.string]).status == 1)
  }
}

@Suite struct ScriptRunTests {
  private static let path = "/tmp/.imgbuild-script"

  private func script(
    _ text: String, interpreter: String = "/bin/sh", environment: [String: String] = [:]
  ) -> StepAction {
    .run(RunStep(.inline(located(text)), interpreter: interpreter, environment: environment))
  }

  @Test(arguments: [
    ("echo", "/bin/sh", ["/bin/sh"]), ("#!/bin/bash\necho", "/bin/sh", ["/bin/bash"]),
    ("#! /bin/bash\n", "/bin/sh", ["/bin/bash"]),
    ("#!/usr/bin/env python3\n", "/bin/sh", ["/usr/bin/env", "python3"]),
    ("#!/usr/bin/env -S a b \n", "/bin/sh", ["/usr/bin/env", "-S a b"]),
    ("#!/bin/bash -e", "/bin/sh", ["/bin/bash", "-e"]), ("#!\n", "/bin/sh", ["/bin/sh"]),
    ("#!/usr/bin/env\tpython3\n", "/bin/sh", ["/usr/bin/env", "python3"]),
    ("#!  \n", "/bin/sh", ["/bin/sh"]), ("# !/bin/bash\n", "/bin/sh", ["/bin/sh"]),
    ("", "/bin/sh", ["/bin/sh"]), ("#!/bin/bash\n", "/usr/bin/python3", ["/usr/bin/python3"]),
  ])
  func theInterpreterIsTheRecipesOrTheScripts(
    text: String, interpreter: String, command: [String]
  ) async throws {
    let guest = RecordingGuest()
    try await apply(script(text, interpreter: interpreter), to: guest)
    #expect(guest.commands.first?.arguments == command + [Self.path])
  }

  @Test func aScriptRunsAndGoes() async throws {
    let guest = RecordingGuest { arguments in
      (0, arguments.first == "/bin/sh" ? ["hello"] : [])
    }
    let events = try await apply(script("echo hello", environment: ["A": "1"]), to: guest)
    #expect(
      guest.calls == [
        "write \(Self.path)", "run /bin/sh \(Self.path)", "run rm -f \(Self.path)",
      ])
    #expect(guest.file(Self.path) == nil)
    #expect(guest.commands.first?.environment == ["A": "1"])
    #expect(guest.commands.first?.limit == .seconds(90))
    #expect(events.events.map(\.kind) == [.output("step-1", line: "hello")])
  }

  @Test func onlyItsOwnerMayReadAScript() async throws {
    let guest = RecordingGuest { _ in throw BuildError(.buildFailed, "the guest went away") }
    await #expect(throws: BuildError.self) { try await apply(script("secret"), to: guest) }
    #expect(guest.file(Self.path)?.attributes == FileAttributes(mode: 0o700))
  }

  @Test func aFailingScriptFailsTheStep() async throws {
    let guest = RecordingGuest { _ in (3, ["cannot"]) }
    let error = await #expect(throws: BuildError.self) {
      try await apply(script("false"), to: guest)
    }
    #expect(error?.message == "the script: ended with status 3")
    #expect(error?.output == ["cannot"])
  }

  @Test func aFilesContentDecidesTheKey() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("setup.sh", "echo 1")
    let file = RecipeFile(
      name: "setup.sh", path: path, isFolder: false, location: located(0).location)
    let action = StepAction.run(RunStep(.file(file)))
    let before = try key(action)
    let guest = RecordingGuest()
    try await apply(action, to: guest)
    #expect(guest.calls.contains("run /bin/sh \(Self.path)"))
    _ = try folder.write("setup.sh", "echo 2")
    #expect(try key(action) != before)
  }
}

@Suite struct RecipeStepTests {
  private static let actions: [StepAction] = [
    .packages(PackagesStep(install: [located("a")])),
    .packages(PackagesStep(remove: [located("a")])),
    .packages(PackagesStep(install: [located("a")], update: false)),
    .packages(PackagesStep(install: [located("a")], recommends: true)),
    .write(WriteStep(path: located("/a"), content: "b")),
    .write(WriteStep(path: located("/a"), content: "b", append: true)),
    .write(WriteStep(path: located("/a"), content: "b", mode: 0o600)),
    .write(WriteStep(path: located("/a"), content: "b", owner: "x")),
    .run(RunStep(.inline(located("a")))),
    .run(RunStep(.inline(located("a")), interpreter: "/bin/bash")),
    .run(RunStep(.inline(located("a")), environment: ["a": "b"])),
    .services(ServicesStep(enable: [located("a")])),
    .services(ServicesStep(disable: [located("a")])),
    .delete(DeleteStep([located("/a")])),
    .link(LinkStep(path: located("/a"), target: "b")),
    .link(LinkStep(path: located("/a"), target: "b", force: true)),
    .makeFolder(MakeFolderStep(path: located("/a"))),
    .makeFolder(MakeFolderStep(path: located("/a"), owner: "b")),
    .edit(EditStep(path: located("/a"), .line(.init("b")))),
    .edit(EditStep(path: located("/a"), .line(.init("b")), create: true)),
    .edit(EditStep(path: located("/a"), .line(.init("b", position: .after("c"))))),
    .edit(EditStep(path: located("/a"), .line(.init("b", position: .before("c"))))),
    .edit(EditStep(path: located("/a"), .replace(.init("b", with: "c")))),
    .users(UsersStep([UserAccount(located("a"))])),
    .users(UsersStep([UserAccount(located("a"), passwordHash: PasswordHash(located("!")))])),
    .users(UsersStep([UserAccount(located("a"), passwordHash: PasswordHash(located("*")))])),
    .users(UsersStep([UserAccount(located("a"), sudo: .withPassword)])),
    .users(UsersStep([UserAccount(located("a"), sudo: .withoutPassword)])),
    .hostname(HostnameStep(located("a"))), .timezone(TimezoneStep(located("a"))),
    .locale(LocaleStep(located("a"))), .keyboard(KeyboardStep(layout: located("a"))),
    .cloudInit(CloudInitStep(datasources: ["None"])), .cloudInit(CloudInitStep(config: "a: b")),
    .kernelArguments(KernelArgumentsStep(add: ["a"])),
    .kernelArguments(KernelArgumentsStep(remove: ["a"])),
    .firstBoot(FirstBootStep(.inline(located("a")))),
    .firstBoot(FirstBootStep(.inline(located("a")), environment: ["a": "b"])),
    .reboot(RebootStep()),
  ]

  @Test func everythingAStepIsToldDecidesItsKey() throws {
    let keys = try Self.actions.map { try key($0) }
    #expect(Set(keys).count == keys.count)
  }

  @Test(arguments: actions) func titleAndTimeoutDecideNothing(action: StepAction) throws {
    #expect(try key(action, title: "another", timeout: .seconds(1)) == key(action))
  }

  @Test func stepsRunWhereTheRecipeSays() throws {
    #expect(try step(.run(RunStep(.inline(located("a"))))).place == .appliance)
    #expect(try step(.run(RunStep(.inline(located("a")))), in: .guest).place == .builder)
    #expect(try step(Self.actions[0], title: "install it").title == "install it")
    #expect(try step(Self.actions[0], timeout: .seconds(7)).limit == .seconds(7))
  }
}
