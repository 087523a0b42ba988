import Foundation
import Pipeline
import Recipes
import TestSupport
import Testing

@testable import Steps

@Suite struct GuestSystemTests {
  @Test func debianSaysWhatItIs() {
    let system = GuestSystem(
      parsing: """
        tool apt-get
        init systemd
        init systemd
        machine 3e 00
        os-release
        PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
        NAME="Debian GNU/Linux"
        VERSION_ID="12"
        VERSION_CODENAME=bookworm
        # ID=comment
        ID=debian
        """)
    #expect(system.distribution == "debian")
    #expect(system.version == "12")
    #expect(system.codename == "bookworm")
    #expect(system.name == "Debian GNU/Linux 12 (bookworm)")
    #expect(system.architecture == "x86_64")
    #expect(system.packageManager == .apt)
    #expect(system.initSystem == .systemd)
    #expect(
      system.facts == [
        "os.family": "linux", "os.distro": "debian", "os.version": "12",
        "os.codename": "bookworm", "os.arch": "x86_64", "os.like": "debian",
        "os.package-manager": "apt",
      ])
  }

  @Test(arguments: [
    ("ID=rocky\nID_LIKE=\"rhel centos fedora\"", ["dnf", "yum"], PackageManager.dnf),
    ("ID=opensuse-leap\nID_LIKE=\"suse opensuse\"", ["zypper", "dnf"], .zypper),
    ("ID=fedora", ["apt-get", "dnf", "yum"], .dnf), ("ID=centos", ["yum"], .yum),
    ("ID=ubuntu\nID_LIKE=debian", ["apt-get", "apk"], .apt), ("ID=alpine", ["apk"], .apk),
    ("ID=own", ["pacman"], .pacman), ("ID=own", [], nil),
  ])
  func theDistributionDecidesAmongSeveralManagers(
    release: String, tools: [String], manager: PackageManager?
  ) {
    let text = tools.map { "tool \($0)\n" }.joined() + "machine\nos-release\n\(release)\n"
    #expect(GuestSystem(parsing: text).packageManager == manager)
  }

  @Test(arguments: [
    ("3e 00", "x86_64"), ("b7 00", "aarch64"), ("00 16", "s390x"), ("", ""), ("ff ff", ""),
  ])
  func theArchitectureIsThatOfPrograms(bytes: String, name: String) {
    #expect(GuestSystem(parsing: "machine \(bytes)\nos-release\n").architecture == name)
  }

  @Test func aFileCannotPassForAFinding() {
    let system = GuestSystem(parsing: "machine\nos-release\ninit systemd\ntool apt-get\nID=x\n")
    #expect(system.initSystem == nil)
    #expect(system.packageManager == nil)
    #expect(system.distribution == "x")
  }

  @Test func nothingIsNoError() {
    let system = GuestSystem(parsing: "")
    #expect(system == GuestSystem())
    #expect(system.facts["os.distro"] == "")
  }

  @Test(arguments: [
    ("A=b", "b"), ("A=\"b c\"", "b c"), ("A='b \\c'", "b \\c"),
    ("A=\"a \\\"b\\\" \\\\\"", "a \"b\" \\"),
    ("A=", ""), ("A=\"", "\""), ("A=b=c", "b=c"),
  ])
  func valuesAreReadAsAShellWould(line: String, value: String) {
    #expect(OSRelease(lines: [line])["A"] == value)
  }

  /// This machine runs Linux too.
  @Test func theScriptRunsInAShell() throws {
    let run = try ToolRun("sh", ["-c", GuestSystem.script])
    #expect(run.status == 0, "\(run.output)")
    #expect(!GuestSystem(parsing: run.output).architecture.isEmpty)
    #expect(try ToolRun("sh", ["-n", "-c", GuestSystem.script]).status == 0)
  }
}

@Suite struct StepConditionTests {
  private func step(when condition: String) throws -> any BuildStep {
    let folder = try TemporaryFolder()
    let recipe = try RecipeLoader().load(
      folder.write(
        "r.yml",
        """
        version: 1
        name: web
        base: {bootstrap: {distribution: debian, suite: bookworm}}
        steps: [{delete: /a, when: "\(condition)"}]
        """))
    return try #require(RecipeSteps.make(recipe).first)
  }

  private let rocky = RecordingGuest { _ in
    (
      0,
      [
        "tool dnf", "init systemd", "machine 3e 00", "os-release", "ID=rocky",
        "ID_LIKE=\"rhel centos fedora\"", "VERSION_ID=9.4", "PRETTY_NAME=\"Rocky Linux 9.4\"",
      ]
    )
  }

  @Test(arguments: [
    ("os.distro == 'rocky'", true), ("os.distro == 'debian'", false),
    ("'rhel' in os.like", true), ("'rocky' in os.like", true), ("'debian' in os.like", false),
    ("os.version >= 9", true), ("os.version < 9.4", false), ("os.package-manager == 'dnf'", true),
    ("os.arch == 'x86_64' and os.family == 'linux'", true),
  ])
  func factsDecide(condition: String, holds: Bool) async throws {
    let reason = try await step(when: condition).reasonToSkip(in: rocky)
    #expect((reason == nil) == holds)
    if !holds { #expect(reason?.hasPrefix("left out on Rocky Linux 9.4: ") == true) }
  }

  @Test func aStepWithoutConditionAsksNothing() async throws {
    let step = try plainStep(.delete(DeleteStep([located("/a")])))
    #expect(try await step.reasonToSkip(in: rocky) == nil)
    #expect(rocky.commands.isEmpty)
  }

  @Test func theConditionDecidesTheKey() throws {
    let keys = try ["os.distro == 'a'", "os.distro == 'b'"].map {
      LayerKey(on: nil, try step(when: $0).keyFields())
    }
    #expect(keys[0] != keys[1])
    #expect(try !keys.contains(key(.delete(DeleteStep([located("/a")])))))
  }
}

/// The member of the suite above hides the function.
private func plainStep(_ action: StepAction) throws -> any BuildStep {
  try step(action)
}
