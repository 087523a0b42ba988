import BuildFoundation
import Recipes
import Testing

@testable import Pipeline
@testable import Steps

@Suite struct PackageInstallationTests {
  private static let apt = ["/usr/bin/apt-get": ""]
  private static let policy = "/usr/sbin/policy-rc.d"

  private func packages(
    install: [String] = [], remove: [String] = [], update: Bool = false, recommends: Bool = false
  ) -> StepAction {
    .packages(
      PackagesStep(
        install: install.map { located($0) }, remove: remove.map { located($0) }, update: update,
        recommends: recommends))
  }

  /// The apt-get commands without the options that all have.
  private func aptCommands(_ guest: RecordingGuest) -> [String] {
    guest.commands.filter { $0.arguments.first == "apt-get" }.map { command in
      let verb = command.arguments.firstIndex { ["update", "install", "remove"].contains($0) } ?? 0
      return command.arguments[verb...].joined(separator: " ")
    }
  }

  /// A guest whose package lists are there or not, and whose apt-get says `lines`.
  private func guest(
    hasLists: Bool = true, status: Int32 = 0, lines: [String] = [],
    in place: GuestPlace = .appliance,
    files: [String: String] = apt
  ) -> RecordingGuest {
    RecordingGuest(place, files: files) { arguments in
      if arguments.first == "/bin/sh" { return (hasLists ? 0 : 2, []) }
      return arguments.first == "apt-get" ? (status, lines) : (0, [])
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
    #expect(aptCommands(guest).map { $0.split(separator: " ").first.map(String.init) } == verbs)
  }

  @Test func removalComesFirst() async throws {
    let guest = guest()
    try await apply(packages(install: ["a", "b"], remove: ["c", "d"]), to: guest)
    #expect(
      aptCommands(guest) == [
        "remove --purge --auto-remove c d", "install --no-install-recommends a b",
      ])
  }

  @Test func recommendsAreAChoice() async throws {
    let guest = guest()
    try await apply(packages(install: ["a"], recommends: true), to: guest)
    #expect(aptCommands(guest) == ["install --install-recommends a"])
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
  }

  @Test func aPolicyOfTheImageStays() async throws {
    let guest = guest(files: Self.apt.merging([Self.policy: "theirs"]) { $1 })
    try await apply(packages(install: ["a"]), to: guest)
    #expect(guest.text(Self.policy) == "theirs")
    #expect(!guest.calls.contains { $0.contains(Self.policy) })
  }

  @Test func thePolicyGoesWhenAptFails() async throws {
    let guest = guest(status: 100, lines: ["E: broken"])
    let error = await #expect(throws: BuildError.self) {
      try await apply(packages(install: ["a"]), to: guest)
    }
    #expect(error?.message == "apt-get install: ended with status 100")
    #expect(error?.output == ["E: broken"])
    #expect(guest.file(Self.policy) == nil)
  }

  @Test(arguments: [
    ("E: Unable to locate package apache3", "is the name right"),
    ("Err:1 Could not resolve 'mirror.example'", "could not reach its package mirror"),
    ("E: Failed to fetch http://x", "could not reach its package mirror"),
    ("dpkg: No space left on device", "`disk: {size: …}`"),
  ])
  func failuresHaveHints(line: String, hint: String) async throws {
    let error = await #expect(throws: BuildError.self) {
      try await apply(packages(install: ["a"]), to: guest(status: 100, lines: [line]))
    }
    #expect(error?.hint?.contains(hint) == true)
  }

  @Test func aGuestWithoutAptIsToldSo() async throws {
    let guest = guest(files: [:])
    let error = await #expect(throws: BuildError.self) {
      try await apply(packages(install: ["a"]), to: guest)
    }
    #expect(error?.message.contains("no apt-get") == true)
    #expect(guest.commands.isEmpty)
  }

  @Test func theResultDependsOnTheMirror() throws {
    #expect(try step(packages(install: ["a"])).dependsOnOutside)
  }
}
