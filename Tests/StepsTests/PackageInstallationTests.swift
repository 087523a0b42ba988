import BuildFoundation
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline
@testable import Steps

@Suite struct PackageInstallationTests {
  private static let policy = "/usr/sbin/policy-rc.d"

  private func packages(
    install: [String] = [], remove: [String] = [], update: Bool = false, upgrade: Bool = false,
    recommends: Bool = false, repositories: [PackageRepository] = []
  ) -> StepAction {
    .packages(
      PackagesStep(
        install: install.map { located($0) }, remove: remove.map { located($0) }, update: update,
        upgrade: upgrade, recommends: recommends, repositories: repositories))
  }

  private func guest(
    _ system: FakeSystem = .debian, hasLists: Bool = true, status: Int32 = 0,
    lines: [String] = [], names: [String] = [], in place: GuestPlace = .appliance,
    files: [String: String] = [:]
  ) -> RecordingGuest {
    RecordingGuest(place, files: files) { arguments in
      if arguments.last == GuestSystem.script { return (0, system.answer) }
      if ["apt-cache", "search", "repoquery"].contains(where: arguments.contains) {
        return (0, names)
      }
      if arguments.first == "/bin/sh" { return (hasLists ? 0 : 2, []) }
      return arguments.first == system.program ? (status, lines) : (0, [])
    }
  }

  /// The commands of the package manager without the options that all have.
  private func changes(_ guest: RecordingGuest) -> [String] {
    let verbs = [
      "update", "refresh", "makecache", "clean", "install", "add", "remove", "del", "upgrade",
      "dist-upgrade",
    ]
    let programs = ["apt-get", "dnf", "yum", "zypper", "apk", "rpm"]
    return guest.commands.map(\.arguments).filter { programs.contains($0[0]) }.map { arguments in
      let verb = arguments.firstIndex { verbs.contains($0) } ?? 0
      return arguments[verb...].joined(separator: " ")
    }
  }

  @Test(arguments: [
    (true, false, ["install"]), (true, true, ["update", "install"]),
    (false, false, ["update", "install"]), (false, true, ["update", "install"]),
  ])
  func listsAreFetchedWhenTheyAreMissingOrAskedFor(
    hasLists: Bool, update: Bool, verbs: [String]
  ) async throws {
    let guest = guest(hasLists: hasLists)
    try await apply(packages(install: ["apache2"], update: update), to: guest)
    #expect(changes(guest).map { $0.split(separator: " ").first.map(String.init) } == verbs)
  }

  @Test func removalNeedsNoLists() async throws {
    let guest = guest(hasLists: false)
    try await apply(packages(remove: ["a"]), to: guest)
    #expect(changes(guest) == ["remove --purge --auto-remove a"])
  }

  /// What goes need not be upgraded, and what comes is new already.
  @Test(arguments: [
    (
      FakeSystem.debian,
      [
        "update", "remove --purge --auto-remove c d", "dist-upgrade --no-install-recommends",
        "install --no-install-recommends a b",
      ]
    ),
    (.rocky, ["makecache --refresh", "remove c d", "upgrade", "install a b"]),
    (.centos7, ["clean expire-cache", "makecache", "remove c d", "upgrade", "install a b"]),
    (
      .leap,
      [
        "refresh", "remove --clean-deps c d",
        "update --auto-agree-with-licenses --no-recommends",
        "install --auto-agree-with-licenses --no-recommends a b",
      ]
    ),
    (
      .tumbleweed,
      [
        "refresh", "remove --clean-deps c d",
        "dist-upgrade --auto-agree-with-licenses --no-recommends",
        "install --auto-agree-with-licenses --no-recommends a b",
      ]
    ),
    (.alpine, ["update", "del c d", "upgrade", "add a b"]),
  ])
  func everyManagerDoesTheSame(system: FakeSystem, commands: [String]) async throws {
    let guest = guest(system)
    try await apply(
      packages(install: ["a", "b"], remove: ["c", "d"], update: true, upgrade: true), to: guest)
    #expect(changes(guest) == commands)
  }

  @Test(arguments: [
    (FakeSystem.debian, "--install-recommends", "--no-install-recommends"),
    (.rocky, "--setopt=install_weak_deps=1", "--setopt=install_weak_deps=0"),
    (.leap, "--recommends", "--no-recommends"),
  ])
  func recommendsAreAChoice(system: FakeSystem, wanted: String, unwanted: String) async throws {
    for (recommends, option) in [(true, wanted), (false, unwanted)] {
      let guest = guest(system)
      try await apply(packages(install: ["a"], recommends: recommends), to: guest)
      let command = try #require(guest.commands.last { $0.arguments.first == system.program })
      #expect(command.arguments.contains(option))
    }
  }

  @Test func aptNeverAsks() async throws {
    let guest = guest()
    try await apply(packages(install: ["a"]), to: guest)
    let command = try #require(guest.commands.first { $0.arguments.first == "apt-get" })
    #expect(command.environment["DEBIAN_FRONTEND"] == "noninteractive")
    #expect(command.arguments.contains("-y"))
    #expect(command.arguments.contains("Dpkg::Options::=--force-confold"))
    #expect(command.limit == .seconds(90))
  }

  @Test(arguments: [
    (FakeSystem.rocky, "-y"), (.centos7, "-y"), (.leap, "--non-interactive"),
  ])
  func noManagerAsks(system: FakeSystem, option: String) async throws {
    let guest = guest(system)
    try await apply(packages(install: ["a"], update: true), to: guest)
    for command in guest.commands where command.arguments.first == system.program {
      #expect(command.arguments[1] == option)
      #expect(command.environment["SYSTEMD_OFFLINE"] == "1")
    }
  }

  @Test func servicesMayNotStartInTheAppliance() async throws {
    let guest = guest()
    try await apply(packages(install: ["a"]), to: guest)
    let install = try #require(guest.calls.firstIndex { $0.contains(" install ") })
    #expect(try #require(guest.calls.firstIndex(of: "write \(Self.policy)")) < install)
    #expect(try #require(guest.calls.firstIndex(of: "run rm -f \(Self.policy)")) > install)
    #expect(guest.file(Self.policy) == nil)
  }

  @Test func inTheBuilderTheyMay() async throws {
    let guest = guest(in: .builder)
    try await apply(packages(install: ["a"]), to: guest)
    #expect(!guest.calls.contains { $0.contains(Self.policy) })
    #expect(guest.commands.allSatisfy { $0.environment["SYSTEMD_OFFLINE"] == nil })
  }

  /// A guest's agent answers before its network is there.
  @Test(arguments: [(GuestPlace.builder, true), (.appliance, false)])
  func aBootedGuestsNetworkIsWaitedFor(place: GuestPlace, waits: Bool) async throws {
    let guest = guest(in: place)
    try await apply(packages(install: ["a"]), to: guest)
    #expect(guest.calls.contains { $0.contains("/proc/net/route") } == waits)
  }

  @Test func aPolicyOfTheImageStays() async throws {
    let guest = guest(files: [Self.policy: "theirs"])
    try await apply(packages(install: ["a"]), to: guest)
    #expect(guest.text(Self.policy) == "theirs")
    #expect(!guest.calls.contains { $0.contains(Self.policy) })
  }

  @Test func thePolicyGoesWhenAptFails() async throws {
    let guest = guest(status: 100, lines: ["E: broken", "it is so"])
    let error = await #expect(throws: BuildError.self) {
      try await apply(packages(install: ["a"]), to: guest)
    }
    #expect(
      error?.message == "installing packages: apt-get ended with status 100: E: broken")
    #expect(error?.output == ["E: broken", "it is so"])
    #expect(guest.file(Self.policy) == nil)
  }

  @Test(arguments: [
    (FakeSystem.debian, "E: Unable to locate package apach2"),
    (.rocky, "Error: Unable to find a match: apach2"), (.rocky, "No match for argument: apach2"),
    (.alpine, "  apach2 (no such package):"),
  ])
  func aSlipGetsTheRightName(system: FakeSystem, line: String) async throws {
    let error = await #expect(throws: BuildError.self) {
      try await apply(
        packages(install: ["apach2"]),
        to: guest(system, status: 1, lines: [line], names: ["apt", "apache2", "apache2-dev"]))
    }
    #expect(error?.hint == "did you mean `apache2`?")
    #expect(error?.message.contains("apach2") == true)
  }

  @Test func zyppersTableOfNamesIsRead() async throws {
    let table = ["S | Name    | Summary | Type", "--+--+--+--", "  | apache2 | The | package"]
    let error = await #expect(throws: BuildError.self) {
      try await apply(
        packages(install: ["apach2"]),
        to: guest(.leap, status: 104, lines: ["No provider of 'apach2' found."], names: table))
    }
    #expect(error?.hint == "did you mean `apache2`?")
  }

  @Test func aManagerThatIsNotKnownIsToldSo() async throws {
    let guest = guest(FakeSystem(id: "arch", program: "pacman"))
    let error = await #expect(throws: BuildError.self) {
      try await apply(packages(install: ["a"]), to: guest)
    }
    #expect(error?.message.contains("no package manager that imgbuild knows") == true)
    #expect(guest.commands.count == 1)
  }

  @Test(arguments: [(Int32(102), 1), (103, 3), (0, 1)])
  func zypperGoesOnWhenItWasUpgradedItself(status: Int32, runs: Int) async throws {
    let answering = RecordingGuest { arguments in
      if arguments.last == GuestSystem.script { return (0, FakeSystem.leap.answer) }
      return (arguments.contains("update") ? status : 0, [])
    }
    try await apply(packages(upgrade: true), to: answering)
    #expect(changes(answering).filter { $0.hasPrefix("update") }.count == runs)
  }

  @Test(arguments: [(Int32(106), "left out a repository"), (107, "a script of a package failed")])
  func whatZypperLeavesUndoneIsAWarning(status: Int32, text: String) async throws {
    let events = try await apply(packages(install: ["a"]), to: guest(.leap, status: status))
    let warnings = events.events.compactMap { event in
      if case .notice(.warning, let message) = event.kind { message } else { nil }
    }
    #expect(warnings.contains { $0.contains(text) })
  }

  @Test func theResultDependsOnTheMirror() throws {
    #expect(try step(packages(install: ["a"])).dependsOnOutside)
  }
}
