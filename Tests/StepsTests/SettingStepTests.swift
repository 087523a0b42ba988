import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Steps

/// What scripts are told; what they do is tested on a real system, in IntegrationTests.
@Suite struct SettingStepTests {
  private static let cases: [(StepAction, [String])] = [
    (
      .services(
        ServicesStep(
          enable: [located("apache2"), located("mariadb")], disable: [located("cron")],
          mask: [located("apt-daily.timer")], unmask: [located("x")])),
      [
        "--unmask", "x", "--enable", "apache2", "mariadb", "--disable", "cron", "--mask",
        "apt-daily.timer",
      ]
    ),
    (.delete(DeleteStep([located("/a b"), located("/c/*")])), ["/a b", "/c/*"]),
    (.link(LinkStep(path: located("/a"), target: "b")), ["/a", "b", "false"]),
    (
      .makeFolder(MakeFolderStep(path: located("/a"), owner: "web", group: "adm", mode: 0o750)),
      ["/a", "web:adm", "750", "true"]
    ),
    (.makeFolder(MakeFolderStep(path: located("/a"), parents: false)), ["/a", "", "", "false"]),
    (.hostname(HostnameStep(located("web"))), ["web", "appliance"]),
    (.timezone(TimezoneStep(located("Europe/Berlin"))), ["Europe/Berlin"]),
    (.locale(LocaleStep(located("de_DE.UTF-8"))), ["de_DE.UTF-8"]),
    (.keyboard(KeyboardStep(layout: located("de"))), ["de", "pc105", "", ""]),
    (.kernelArguments(KernelArgumentsStep(add: ["a", "b=c"], remove: ["d"])), ["a b=c", "d"]),
  ]

  @Test(arguments: cases) func oneCommandIsToldAll(
    action: StepAction, arguments: [String]
  ) async throws {
    let guest = RecordingGuest()
    try await apply(action, to: guest)
    let command = try #require(guest.commands.first)
    #expect(guest.commands.count == 1)
    #expect(command.arguments.prefix(2) == ["/bin/sh", "-c"])
    #expect(Array(command.arguments.dropFirst(4)) == arguments)
    #expect(command.limit == .seconds(90))
  }

  /// All scripts of steps, each as every shell must be able to read it.
  @Test(arguments: [
    ServiceChange.script, Deletion.script, LinkCreation.script, FolderCreation.script,
    AccountChange.script, HostnameChange.script, TimezoneChange.script, LocaleChange.script,
    KeyboardChange.script, KernelArgumentChange.script, FirstBoot.installation,
    ArchiveExtraction.script,
  ])
  func scriptsAreShell(script: StepScript) throws {
    for shell in ["dash", "bash"] where HostTools.has(shell) {
      let run = try ToolRun(shell, ["-n", "-c", StepScript.prologue + script.text])
      #expect(run.status == 0, "\(run.output)")
    }
  }

  @Test(arguments: [
    "/", "/etc", "/etc/", "//usr", "/usr/../etc", "/./etc", "etc/x", "/*", "/e?c", "/[a-z]*", "",
  ])
  func whatASystemNeedsIsNotDeleted(path: String) async throws {
    let guest = RecordingGuest()
    let error = await #expect(throws: BuildError.self) {
      try await apply(.delete(DeleteStep([located(path)])), to: guest)
    }
    #expect(error?.code == .recipe)
    #expect(guest.commands.isEmpty)
  }

  @Test(arguments: ["/etc/motd", "/etc/*", "/srv", "/home", "/usr/share/doc"])
  func otherThingsMayBeDeleted(path: String) {
    #expect(DeleteStep.fault(in: path) == nil)
  }
}

@Suite struct StepScriptTests {
  private func run(_ text: String, wanted: String? = nil) async throws -> EventRecorder {
    let events = EventRecorder()
    try await StepScript(doing: "trying", text).run(
      ["a b"], in: ShellGuest(), limit: .seconds(60), report: StepReport("s", to: events),
      wanted: wanted)
    return events
  }

  @Test func theScriptSaysWhatIsWrong() async throws {
    let error = await #expect(throws: BuildError.self) {
      _ = try await run("echo before; fail \"no $1\" 'do this'; echo after")
    }
    #expect(error?.message == "trying: no a b")
    #expect(error?.hint == "do this")
    #expect(error?.output == ["before"])
  }

  @Test func theNearestChoiceIsOffered() async throws {
    let script = "choice Europe/Rome; choice Europe/Berlin; fail wrong 'a hint'"
    let near = await #expect(throws: BuildError.self) {
      _ = try await run(script, wanted: "Europe/Berln")
    }
    #expect(near?.hint == "did you mean Europe/Berlin?")
    let far = await #expect(throws: BuildError.self) { _ = try await run(script, wanted: "x") }
    #expect(far?.hint == "a hint")
  }

  @Test func otherFailuresAreToldByTheirStatus() async throws {
    let error = await #expect(throws: BuildError.self) { _ = try await run("false; echo after") }
    #expect(error?.message == "trying: ended with status 1")
    #expect(error?.hint == nil)
  }

  @Test func warningsAndOutputReachTheReader() async throws {
    let events = try await run("echo line; warn careful")
    #expect(
      events.events.map(\.kind) == [
        .output("s", line: "line"), .notice(.warning, message: "trying: careful"),
      ])
  }

  @Test(arguments: [
    ("", "A=\"a b\"\n"), ("A=old\n", "A=\"a b\"\n"), ("A='x'\nB=1\nA=2\n", "A=\"a b\"\nB=1\n"),
    ("# A=1\nAB=2\n", "# A=1\nAB=2\nA=\"a b\"\n"),
  ])
  func assigningKeepsTheRest(before: String, after: String) async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("file", before).string
    _ = try await run("assign \(file) A \"$1\"")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == after)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path.string) == ["file"])
  }

  @Test func assigningFollowsLinks() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("file", "A=1\n").string
    let link = folder.path.appending("link").string
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "file")
    _ = try await run("assign \(link) A \"$1\"")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "A=\"a b\"\n")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "file")
  }
}
