import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Steps

/// What a repository leaves in the guest, file by file.
@Suite struct PackageRepositoryTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let armoured = """
    -----BEGIN PGP PUBLIC KEY BLOCK-----

    mQ==
    -----END PGP PUBLIC KEY BLOCK-----

    """

  private func key(_ name: String = "vendor.asc", _ text: String = armoured) throws -> RecipeFile {
    try key(name, Array(text.utf8))
  }

  private func key(_ name: String, _ bytes: [UInt8]) throws -> RecipeFile {
    let path = folder.path.appending(name)
    try Data(bytes).write(to: URL(filePath: path.string))
    return RecipeFile(
      name: name, path: path, isFolder: false, location: located(0).location)
  }

  private func repository(
    url: String = "https://repo.example.org/x", suite: String? = nil, components: [String] = [],
    key: RecipeFile? = nil, trusted: Bool = false
  ) -> PackageRepository {
    PackageRepository(
      name: located("vendor"), url: located(url),
      suite: suite.map { located($0) }, components: components.map { located($0) }, key: key,
      trusted: trusted)
  }

  private func action(_ repositories: PackageRepository...) -> StepAction {
    .packages(PackagesStep(update: false, repositories: repositories))
  }

  private func guest(_ system: FakeSystem, files: [String: String] = [:]) -> RecordingGuest {
    RecordingGuest(files: files) { arguments in
      arguments.last == GuestSystem.script ? (0, system.answer) : (0, [])
    }
  }

  @Test(arguments: [
    (
      "stable", ["main", "extra"], true, false,
      """
      Types: deb
      URIs: https://repo.example.org/x
      Suites: stable
      Components: main extra
      Signed-By: /etc/apt/keyrings/vendor.asc

      """
    ),
    (
      "stable", [], false, false,
      "Types: deb\nURIs: https://repo.example.org/x\nSuites: stable\nComponents: main\n"
    ),
    (
      "./", [], false, true,
      "Types: deb\nURIs: https://repo.example.org/x\nSuites: ./\nTrusted: yes\n"
    ),
  ])
  func aptGetsASourcesFile(
    suite: String, components: [String], hasKey: Bool, trusted: Bool, text: String
  ) async throws {
    let guest = guest(.debian)
    let repository = repository(
      suite: suite, components: components, key: hasKey ? try key() : nil, trusted: trusted)
    try await apply(action(repository), to: guest)
    #expect(guest.text("/etc/apt/sources.list.d/vendor.sources") == text)
    #expect(guest.text("/etc/apt/keyrings/vendor.asc") == (hasKey ? Self.armoured : nil))
    #expect(guest.commands.contains { $0.arguments.last == "update" })
  }

  @Test func aptTakesABinaryKeyAsItIs() async throws {
    let guest = guest(.debian)
    let key = try key("vendor.gpg", [0x99, 0x01, 0x02])
    try await apply(action(repository(suite: "stable", key: key)), to: guest)
    #expect(guest.file("/etc/apt/keyrings/vendor.gpg")?.content == [0x99, 0x01, 0x02])
    #expect(
      guest.text("/etc/apt/sources.list.d/vendor.sources")?
        .contains("Signed-By: /etc/apt/keyrings/vendor.gpg\n") == true)
  }

  @Test func aptNeedsASuite() async throws {
    let error = await #expect(throws: BuildError.self) {
      try await apply(action(repository()), to: guest(.debian))
    }
    #expect(error?.code == .recipe)
    #expect(error?.message.contains("needs its `suite`") == true)
  }

  @Test(arguments: [
    (FakeSystem.rocky, "/etc/yum.repos.d", "repo_gpgcheck=0\nskip_if_unavailable=0\n"),
    (.leap, "/etc/zypp/repos.d", "autorefresh=1\nrepo_gpgcheck=0\npkg_gpgcheck=1\n"),
  ])
  func rpmManagersGetARepoFile(system: FakeSystem, path: String, options: String) async throws {
    let guest = guest(system)
    try await apply(action(repository(key: try key())), to: guest)
    #expect(
      guest.text("\(path)/vendor.repo") == """
        [vendor]
        name=vendor
        baseurl=https://repo.example.org/x
        enabled=1
        gpgcheck=1
        gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-vendor
        \(options)
        """)
    #expect(guest.text("/etc/pki/rpm-gpg/RPM-GPG-KEY-vendor") == Self.armoured)
  }

  /// Asked whether to trust a key, zypper could only be told to trust all.
  @Test func zyppersKeyIsImportedBefore() async throws {
    let guest = guest(.leap)
    try await apply(action(repository(key: try key())), to: guest)
    let calls = guest.calls
    let key = try #require(
      calls.firstIndex(of: "run rpm --import /etc/pki/rpm-gpg/RPM-GPG-KEY-vendor"))
    #expect(key < (try #require(calls.firstIndex { $0.hasSuffix(" refresh") })))
  }

  @Test(arguments: [(FakeSystem.rocky, "/etc/yum.repos.d"), (.leap, "/etc/zypp/repos.d")])
  func aTrustedRepositoryIsNotChecked(system: FakeSystem, path: String) async throws {
    let guest = guest(system)
    try await apply(action(repository(trusted: true)), to: guest)
    let text = try #require(guest.text("\(path)/vendor.repo"))
    #expect(text.contains("\ngpgcheck=0\n"))
    #expect(!text.contains("gpgkey"))
    #expect(!text.contains("gpgcheck=1"))
  }

  @Test func suitesOfAptAreAWarningElsewhere() async throws {
    let events = try await apply(action(repository(suite: "stable")), to: guest(.rocky))
    let isWarned = events.events.contains { event in
      if case .notice(.warning, let text) = event.kind {
        text.contains("only apt knows")
      } else {
        false
      }
    }
    #expect(isWarned)
  }

  private static let pem = "-----BEGIN PUBLIC KEY-----\nMA==\n-----END PUBLIC KEY-----\n"

  @Test(arguments: [
    (nil, "https://repo.example.org/x\n"), ("http://a\n", "http://a\nhttps://repo.example.org/x\n"),
    ("http://a", "http://a\nhttps://repo.example.org/x\n"),
    ("https://repo.example.org/x\nhttp://a\n", "https://repo.example.org/x\nhttp://a\n"),
  ])
  func apkGetsALineAndAKey(before: String?, after: String) async throws {
    let list = "/etc/apk/repositories"
    let guest = guest(.alpine, files: before.map { [list: $0] } ?? [:])
    let key = try key("vendor@example.org-1.rsa.pub", Self.pem)
    try await apply(action(repository(key: key)), to: guest)
    #expect(guest.text(list) == after)
    #expect(guest.text("/etc/apk/keys/vendor@example.org-1.rsa.pub") == Self.pem)
    #expect(!guest.commands.contains { $0.arguments.contains("--allow-untrusted") })
  }

  @Test func apkTakesAFolderAsAPath() async throws {
    let guest = guest(.alpine)
    try await apply(action(repository(url: "file:///opt/vendor")), to: guest)
    #expect(guest.text("/etc/apk/repositories") == "/opt/vendor\n")
  }

  /// apk ends with status 0 then.
  @Test(arguments: [
    ("WARNING: opening /x/APKINDEX.tar.gz: UNTRUSTED signature", "`key`"),
    ("WARNING: opening /x/APKINDEX.tar.gz: No such file or directory", "could not reach"),
    ("WARNING: fetching https://x: temporary error (try again later)", "could not reach"),
  ])
  func apksWarningsOfARepositoryAreErrors(line: String, hint: String) async throws {
    let guest = RecordingGuest { arguments in
      if arguments.last == GuestSystem.script { return (0, FakeSystem.alpine.answer) }
      return (0, arguments.last == "update" ? [line, "OK: 0 distinct packages available"] : [])
    }
    let error = await #expect(throws: BuildError.self) {
      try await apply(action(repository()), to: guest)
    }
    #expect(error?.hint?.contains(hint) == true)
    #expect(error?.message.contains(line) == true)
  }

  @Test func apkTakesTrustedPackagesUnsigned() async throws {
    let guest = guest(.alpine)
    try await apply(action(repository(trusted: true)), to: guest)
    let updates = guest.commands.filter { $0.arguments.last == "update" }
    #expect(updates.count == 1)
    #expect(updates.allSatisfy { $0.arguments.contains("--allow-untrusted") })
  }

  @Test(arguments: [
    (FakeSystem.alpine, "vendor.rsa.pub", armoured, "RSA key in PEM form"),
    (.alpine, "vendor.pem", pem, "`….rsa.pub`"), (.debian, "vendor.asc", pem, "not an OpenPGP key"),
    (.rocky, "vendor.asc", pem, "not an OpenPGP key"),
  ])
  func aKeyOfTheWrongKindIsRefused(
    system: FakeSystem, name: String, content: String, text: String
  ) async throws {
    let repository = repository(suite: "s", key: try key(name, content))
    let error = await #expect(throws: BuildError.self) {
      try await apply(action(repository), to: guest(system))
    }
    #expect(error?.code == .recipe)
    #expect(error?.message.contains(text) == true, "\(error as Any)")
  }

  @Test(arguments: [
    (Array("-----BEGIN PGP PRIVATE KEY BLOCK-----\n".utf8), "is a private key"),
    (Array("-----BEGIN RSA PRIVATE KEY-----\n".utf8), "is a private key"),
    ([0x95, 0x01], "is a private key"), ([0xc5, 0x01], "is a private key"),
    ([0, 0, 0, 0x20, 1, 1, 0, 0] + Array("KBXf".utf8), "is a keybox"),
    (Array("<html>".utf8), "neither an OpenPGP nor a PEM"), ([], "neither an OpenPGP nor a PEM"),
  ])
  func whatIsNoPublicKeyNeverGetsIntoTheGuest(content: [UInt8], text: String) async throws {
    let guest = guest(.debian)
    let repository = repository(suite: "s", key: try key("k", content))
    let error = await #expect(throws: BuildError.self) {
      try await apply(action(repository), to: guest)
    }
    #expect(error?.code == .recipe)
    #expect(error?.message.contains(text) == true, "\(error as Any)")
    #expect(guest.calls.isEmpty)
  }

  /// rpm takes armoured keys only; GnuPG reads what is made of a binary one.
  @Test(.needs("gpg")) func armourIsWhatGnuPGMakes() throws {
    let content = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let key = try RepositoryKey(key("k.gpg", [0x99] + content))
    let file = try folder.write("k.asc", String(decoding: key.armouredContent, as: UTF8.self))
    let plain = folder.path.appending("plain")
    let run = try ToolRun(
      "gpg", ["--batch", "--yes", "--output", plain.string, "--dearmor", file.string],
      environment: ["GNUPGHOME": folder.path.string])
    #expect(run.status == 0, "\(run.output)")
    #expect(!run.output.contains("CRC"), "\(run.output)")
    #expect(FileManager.default.contents(atPath: plain.string) == Data([0x99] + content))
  }

  @Test func theKeysContentDecidesTheLayer() throws {
    let action = try action(repository(suite: "s", key: key()))
    let before = try StepsTests.key(action)
    _ = try key("vendor.asc", Self.armoured + "\n")
    #expect(try StepsTests.key(action) != before)
  }
}
