import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import SystemPackage
import TestSupport
import Testing

@testable import ImgbuildCommands

@Suite struct ScheduleTests {
  /// Whatever a path, a variable or a command may have in it.
  static let awkward = [
    "plain", "with a blank", "100%", "%h %% %i", "$HOME ${HOME} $$", "it's \"quoted\"",
    #"back\slash \n \x41"#, "öäü 図 🙂", ";", "-", "#", "tab\there", "new\nline", "", "\u{1}\u{7F}",
  ]

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func schedule(
    _ recipes: [String] = ["/r/web.yml"], scope: ScheduleScope = .user,
    environment: [String: String] = ["XDG_STATE_HOME": "/s"], calendar: String = "*-*-* 02:30:00"
  ) -> Schedule {
    Schedule(
      name: "web", scope: scope, recipes: recipes, output: "/out", calendar: calendar, delay: 900,
      arguments: ["run", "--output=/out"] + recipes, environment: environment)
  }

  private func store() -> ScheduleStore {
    ScheduleStore(
      .user, units: folder.path.appending("units"), stamps: folder.path.appending("stamps"),
      folders: Folders(
        cache: folder.path, state: folder.path.appending("state"), runtime: folder.path))
  }

  private func manager(_ scope: ScheduleScope = .user) -> ServiceManager {
    ServiceManager(scope: scope, sign: "/nonexistent")
  }

  /// Lets systemd judge the units of a schedule.
  private func verify(_ schedule: Schedule, program: FilePath = "/bin/true") async throws {
    let service = try folder.write(
      schedule.serviceName, try schedule.service(program: program))
    let timer = try folder.write(schedule.timerName, schedule.timer)
    try await manager(schedule.scope).verify([service, timer], runtime: folder.path)
  }

  @Test func theServiceIsOneRun() throws {
    let text = try schedule().service(program: "/usr/bin/imgbuild")
    #expect(text.contains("\nType=oneshot\n"))
    #expect(
      text.contains(
        "\nExecStart=:\"/usr/bin/imgbuild\" \"run\" \"--output=/out\" \"/r/web.yml\"\n"))
    #expect(text.contains("\nEnvironment=\"XDG_STATE_HOME=/s\"\n"))
    #expect(!text.contains("network-online"))
    #expect(
      try schedule(scope: .system).service(program: "/i").contains("After=network-online.target"))
  }

  @Test func theTimerMakesUpForMissedStarts() {
    let text = schedule(calendar: "Mon 5%:00").timer
    for line in [
      "OnCalendar=Mon 5%%:00", "Persistent=true", "RandomizedDelaySec=900",
      "WantedBy=timers.target",
    ] {
      #expect(text.contains("\n\(line)\n"))
    }
  }

  @Test(
    arguments: zip(
      ["a b", "50%", #"a"b\c"#, "x\ny\tz", "\u{1}", "図", ""],
      [#""a b""#, #""50%%""#, #""a\"b\\c""#, #""x\ny\tz""#, #""\x01""#, #""図""#, #""""#]))
  func wordsAreQuoted(text: String, quoted: String) { #expect(UnitText.quoted(text) == quoted) }

  @Test(.needs("systemd-analyze"), arguments: ScheduleScope.allCases)
  func systemdTakesWhateverIsInThem(scope: ScheduleScope) async throws {
    var schedule = schedule(Self.awkward, scope: scope)
    schedule.environment = Dictionary(
      uniqueKeysWithValues: Self.awkward.enumerated().map { ("A\($0)", $1) })
    try await verify(schedule)
  }

  /// Only the right path leads to a program that may be run.
  @Test(
    .needs("systemd-analyze"),
    arguments: [
      "with a blank", "100%", "%h", "$HOME", "öäü 図", "#;", "a=b",
    ])
  func systemdFindsTheProgram(name: String) async throws {
    let place = folder.path.appending(name)
    try FileManager.default.createDirectory(
      atPath: place.string, withIntermediateDirectories: true)
    let program = place.appending("imgbuild")
    try FileManager.default.copyItem(atPath: "/bin/true", toPath: program.string)
    try await verify(schedule(), program: program)
    let error = await #expect(throws: BuildError.self) {
      try await verify(schedule(), program: place.appending("other"))
    }
    #expect(error?.code == .host)
  }

  @Test(.needs("systemd-analyze")) func whatSystemdRefusesIsRefused() async throws {
    let error = await #expect(throws: BuildError.self) {
      try await verify(schedule(calendar: "26:00"))
    }
    #expect(error?.output.contains { $0.contains("calendar") } == true)
    await #expect(throws: BuildError.self) {
      try await verify(schedule(), program: "/nonexistent/imgbuild")
    }
  }

  @Test(.needs("systemd-analyze"), arguments: ["Mon..Fri 02:30", "weekly", "*-*-1 00:00:00"])
  func timesAreTaken(text: String) async throws { try await manager().checkCalendar(text) }

  @Test(
    .needs("systemd-analyze"), arguments: ["nonsense", "26:00", "-x", "weekly\nOnBootSec=1", ""])
  func otherTimesAreRefused(text: String) async {
    let error = await #expect(throws: BuildError.self) { try await manager().checkCalendar(text) }
    #expect(error?.code == .usage)
  }

  @Test(arguments: awkward) func aScheduleIsReadBack(text: String) throws {
    let schedule = schedule([text])
    #expect(Schedule(service: try schedule.service(program: "/i")) == schedule)
  }

  @Test(arguments: ["", "[Unit]\n", "\(Schedule.mark)\n[X-imgbuild]\nSchedule={\n"])
  func otherServicesAreNone(text: String) { #expect(Schedule(service: text) == nil) }

  @Test func itIsInstalledReplacedAndRemoved() async throws {
    let (store, schedule) = (store(), schedule())
    let service = try schedule.service(program: "/i")
    #expect(try !store.install(schedule, service: service))
    #expect(try store.install(schedule, service: service))
    #expect(store.all() == [schedule])
    try store.write(webhook: "https://h.example/TOKEN", for: "web")
    let attributes = try FileManager.default.attributesOfItem(
      atPath: store.webhook("web").string)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    // What systemd leaves beside them.
    for path in [store.units.appending("timers.target.wants"), store.stamps] {
      try FileManager.default.createDirectory(
        atPath: path.string, withIntermediateDirectories: true)
    }
    symlink(
      "../imgbuild-web.timer",
      store.units.appending("timers.target.wants/imgbuild-web.timer").string)
    _ = FileManager.default.createFile(
      atPath: store.stamps.appending("stamp-imgbuild-web.timer").string, contents: nil)
    let lines = try await ScheduleRemoveCommand.remove(schedule, from: store, manager: manager())
    #expect(lines.filter { $0.hasPrefix("  /") }.count == 5, "\(lines)")
    let left = FileManager.default.enumerator(atPath: folder.path.string)?.allObjects ?? []
    #expect(!left.contains { "\($0)".contains("web") }, "\(left)")
    #expect(store.all().isEmpty)
  }

  @Test func whatTheUserHasAddedStays() async throws {
    let (store, schedule) = (store(), schedule())
    _ = try store.install(schedule, service: try schedule.service(program: "/i"))
    let own = store.units.appending("imgbuild-web.service.d")
    try FileManager.default.createDirectory(atPath: own.string, withIntermediateDirectories: true)
    let lines = try await ScheduleRemoveCommand.remove(schedule, from: store, manager: manager())
    #expect(lines.contains("left \(own): settings of your own"))
  }

  @Test func unitsOfOthersStay() throws {
    let (store, schedule) = (store(), schedule())
    try FileManager.default.createDirectory(
      atPath: store.units.string, withIntermediateDirectories: true)
    let path = store.units.appending("imgbuild-web.timer").string
    try Data("[Timer]\n".utf8).write(to: URL(filePath: path))
    let error = #expect(throws: BuildError.self) {
      try store.install(schedule, service: try schedule.service(program: "/i"))
    }
    #expect(error?.message.contains("not ours") == true)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "[Timer]\n")
  }

  @Test func aWebhookThatIsNoLongerWantedGoes() throws {
    let store = store()
    try store.write(webhook: "https://h.example/1", for: "web")
    try store.write(webhook: nil, for: "web")
    #expect(!FileManager.default.fileExists(atPath: store.webhook("web").string))
  }

  @Test func onlyWhatMattersIsKeptOfTheEnvironment() {
    let environment = [
      "XDG_CACHE_HOME": "/c", "XDG_STATE_HOME": "relative", "HOME": "/h", "PATH": "/bin",
      "LIBVIRT_DEFAULT_URI": "qemu:///system", "http_proxy": "http://proxy:3128",
      "https_proxy": "http://user:pw@proxy:3128", "TOKEN": "x",
    ]
    let kept = [
      "XDG_CACHE_HOME": "/c", "LIBVIRT_DEFAULT_URI": "qemu:///system",
      "http_proxy": "http://proxy:3128",
    ]
    #expect(ScheduleEnvironment.kept(of: environment, home: false) == kept)
    #expect(
      ScheduleEnvironment.kept(of: environment, home: true)
        == kept.merging(["HOME": "/h"]) { $1 })
  }

  @Test(arguments: [
    (["--at", "4:05"], "*-*-* 04:05:00"), ([], "*-*-* 02:30:00"),
    (["--on-calendar", "weekly"], "weekly"),
  ])
  func timesOfTheCommandLine(arguments: [String], calendar: String) throws {
    #expect(try ScheduleTimeOptions.parse(arguments).calendar == calendar)
    #expect(try ScheduleTimeOptions.parse(["--randomized-delay", "15m"]).delay == 900)
  }

  @Test(arguments: [
    ["--at", "24:00"], ["--at", "1"], ["--at", "01:60"], ["--at", "1:00", "--on-calendar", "x"],
    ["--randomized-delay", "soon"],
  ])
  func otherTimesAreUsageErrors(arguments: [String]) {
    #expect(throws: (any Error).self) { try ScheduleTimeOptions.parse(arguments) }
  }

  @Test(arguments: [
    ["install"], ["install", "a.yml", "b.yml"], ["install", "a.yml", "--name", "a/b"],
    ["install", "a.yml", "--user", "--system"], ["install", "a.yml", "--keep", "0"], ["remove"],
  ])
  func mistakesAreUsageErrors(arguments: [String]) {
    #expect(throws: (any Error).self) {
      try ImgbuildCommand.parseAsRoot(["schedule"] + arguments)
    }
  }

  @Test func anUnknownNameHasANearOne() {
    let installed = InstalledSchedules([schedule()])
    let error = #expect(throws: BuildError.self) { try installed.named("wbe", doing: "removing") }
    #expect(error?.hint == "did you mean web?")
  }
}
