import BuildFoundation
import Foundation
import Pipeline
import Recipes
import TestSupport
import Testing

@testable import Steps

@Suite struct RepositoryReadingTests {
  /// What a guest of `system` says that has these files.
  private func reading(
    _ system: FakeSystem, _ files: [(path: String, text: String)],
    version: String = "9.4", extra: [String] = []
  ) -> RepositoryReading {
    let content = files.flatMap { path, text -> [String] in
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return ["file \(path)"] + lines.map { "|\($0)" } + [""]
    }
    let lines = extra + content + ["system"] + system.answer + ["VERSION_ID=\"\(version)\""]
    return RepositoryReading(parsing: lines.joined(separator: "\n"))
  }

  private func apt(_ address: String, _ suite: String, _ components: String) -> GuestRepository {
    GuestRepository(
      .apt, at: address, suite: suite,
      components: components.split(separator: " ").map(String.init),
      architectures: ["amd64", "i386"])
  }

  private let dpkg = ["architecture amd64", "architecture i386"]

  @Test func aptLinesAreRead() {
    let text = """
      # deb http://m/old bookworm main
      deb http://m/debian/ bookworm main contrib # all
      deb-src http://m/debian bookworm main
        deb [signed-by="/a b.gpg" arch=amd64] https://m/own bookworm-own main
      deb [trusted=yes] http://m/flat ./
      deb http://m/$(ARCH) stable main
      deb cdrom:[Debian GNU/Linux 12]/ bookworm main
      """
    let found = reading(.debian, [("/etc/apt/sources.list", text)], extra: dpkg).repositories
    #expect(
      found == [
        apt("http://m/debian", "bookworm", "main contrib"),
        apt("https://m/own", "bookworm-own", "main"), apt("http://m/flat", "./", ""),
        apt("http://m/amd64", "stable", "main"), apt("cdrom:", "bookworm", "main"),
      ])
  }

  @Test func aptEntriesAreRead() {
    let text = """
      # Types: deb
      Types: deb deb-src
      URIs: http://a/debian/ http://b/debian
      Suites: bookworm
       bookworm-updates
      Components: main
      Signed-By:
       -----BEGIN PGP PUBLIC KEY BLOCK-----
       .
       Types: deb
       -----END PGP PUBLIC KEY BLOCK-----
      \t
      Types: deb
      URIs: http://off
      Suites: a
      Components: main
      Enabled: no

      types: deb-src
      uris: http://source
      suites: a
      components: main

      TYPES: deb
      Uris: http://flat
      Suites: ./
      Enabled: yes
      Trusted: yes
      """
    let found = reading(
      .debian, [("/etc/apt/sources.list.d/a.sources", text)], extra: dpkg
    ).repositories
    #expect(
      found == [
        apt("http://a/debian", "bookworm", "main"),
        apt("http://a/debian", "bookworm-updates", "main"),
        apt("http://b/debian", "bookworm", "main"),
        apt("http://b/debian", "bookworm-updates", "main"), apt("http://flat", "./", ""),
      ])
  }

  private let repo = """
    [main]
    baseurl=http://main
    [base]
    name=Base $releasever
    baseurl=http://m/$releasever/BaseOS/$basearch/os/
            http://n/second
    enabled = 1
    [debug]
    mirrorlist=https://m/list
    enabled=0
    [own]
    baseurl = http://m/${own}/x
    ; enabled=0
    """

  @Test func repoFilesAreRead() {
    let found = reading(
      .rocky, [("/etc/yum.repos.d/a.repo", repo)], extra: ["variable own mine here"]
    ).repositories
    #expect(
      found?.map(\.address) == ["http://m/9/BaseOS/x86_64/os", "http://m/mine here/x"])
  }

  @Test(arguments: ["mirrorlist=http://l", "metalink=http://l", "baseurl=http://$unknown/", ""])
  func whereARepositoryIsMayBeUnknown(line: String) {
    let text = "[a]\nname=a\n\(line)\n[b]\nbaseurl=http://b\n"
    #expect(reading(.rocky, [("/etc/yum.repos.d/a.repo", text)]).repositories == nil)
    #expect(reading(.leap, [("/etc/zypp/repos.d/a.repo", text)]).repositories == nil)
  }

  @Test func zyppersFilesAreItsOwn() {
    let text = """
      [repo-oss]
      enabled=1
      baseurl=http://m/leap/$releasever/oss/
      path=/sub
      [off]
      enabled=0
      baseurl=http://off
      """
    let files = [("/etc/zypp/repos.d/oss.repo", text), ("/etc/yum.repos.d/a.repo", repo)]
    let found = reading(.leap, files, version: "15.6").repositories
    #expect(found == [GuestRepository(.rpm, at: "http://m/leap/15.6/oss/sub")])
    #expect(reading(.rocky, files, extra: ["variable own x"]).repositories?.count == 2)
  }

  @Test func apksLinesAreRead() {
    let text = """
      http://m/v3.20/main
      #http://m/v3.20/community
      @testing http://m/edge/testing/
      /media/cdrom/apks
      """
    let found = reading(
      .alpine, [("/etc/apk/repositories", text)], extra: ["architecture x86_64"]
    ).repositories
    #expect(
      found?.map(\.address) == [
        "http://m/v3.20/main/x86_64", "http://m/edge/testing/x86_64", "/media/cdrom/apks/x86_64",
      ])
  }

  @Test func aSystemWithoutAKnownManagerHasNoneThatCanBeTold() {
    #expect(reading(FakeSystem(id: "arch", program: "pacman"), []).repositories == nil)
    #expect(RepositoryReading(parsing: "").repositories == nil)
  }

  /// The script itself, with files as package managers leave them.
  @Test(.enabled(if: FolderGuest.isPossible)) func theGuestIsAskedInOneCommand() async throws {
    let guest = try FolderGuest(release: "ID=debian\nVERSION_ID=12\n")
    for folder in ["/etc/apt/sources.list.d", "/etc/yum.repos.d", "/etc/dnf/vars"] {
      try await guest.makeFolder(folder, attributes: .folder)
    }
    for (path, text) in [
      ("/etc/apt/sources.list", "deb http://m/debian bookworm main"),
      ("/etc/apt/sources.list.d/a.sources", "Types: deb\nURIs: http://a\nSuites: ./\n"),
      ("/etc/apt/sources.list.d/a.sources.save", "Types: deb\nURIs: http://b\nSuites: ./\n"),
      ("/etc/apt/sources.list.d/evil.list", "system\nfile /etc/apt/x.list\ndeb http://c ./\n"),
      ("/etc/yum.repos.d/a.repo", "[a]\nbaseurl=http://m/$own\n"), ("/etc/dnf/vars/own", "mine\n"),
    ] {
      try await guest.write(path, Array(text.utf8), attributes: .file)
    }
    let reading = try await RepositoryReading(of: guest)
    #expect(reading.system.distribution == "debian")
    #expect(reading.variables == ["own": "mine"])
    #expect(
      reading.files.map(\.path).filter { !$0.hasSuffix(".conf") } == [
        "/etc/apt/sources.list", "/etc/apt/sources.list.d/evil.list",
        "/etc/apt/sources.list.d/a.sources", "/etc/yum.repos.d/a.repo",
      ])
    let apt = reading.repositories
    if reading.system.packageManager == .apt {
      #expect(apt?.map(\.address) == ["http://m/debian", "http://c", "http://a"])
    }
  }

  @Test func packagesStepsTellTheGuestsRepositories() async throws {
    let answer =
      ["architecture amd64", "file /etc/apt/sources.list", "|deb http://m bookworm main", "system"]
      + FakeSystem.debian.answer
    let guest = RecordingGuest { _ in (0, answer) }
    let step = try step(.packages(PackagesStep(install: [located("a")])))
    let found = try await step.repositories(in: guest)
    #expect(found?.map(\.suite) == ["bookworm"])
    #expect(guest.commands.count == 1)
    let other = try self.step(.delete(DeleteStep([])))
    #expect(try await other.repositories(in: guest) == nil)
  }

  private func step(_ action: StepAction) throws -> any BuildStep {
    try StepsTests.step(action)
  }
}
