import BuildFoundation
import Foundation
import Pipeline
import Recipes
import TestSupport
import Testing

@testable import Steps

@Suite struct AccountChangeTests {
  private static let hash = "$6$salt$" + String(repeating: "x", count: 86)
  private static let publicKey =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGV0aGlzIGlzIG5vIGtleSBhdCBhbGwgMTIzNDU2"

  private func users(_ user: UserAccount) -> StepAction { .users(UsersStep([user])) }

  private func account(
    hash: String? = nil, keys: [UserAccount.Key] = [], sudo: UserAccount.Sudo? = nil
  ) -> UserAccount {
    UserAccount(
      located("web"), passwordHash: hash.map { PasswordHash(located($0)) },
      groups: ["adm", "games"], keys: keys, sudo: sudo)
  }

  @Test func hashesAndKeysGoThroughAFileOfRootsOnly() async throws {
    let guest = RecordingGuest()
    let keys = [UserAccount.Key.text(located("no-pty \(Self.publicKey) me"))]
    try await apply(users(account(hash: Self.hash, keys: keys)), to: guest)
    let body = Self.publicKey.split(separator: " ")[1]
    #expect(
      guest.text(AccountChange.dataPath)
        == "password web:\(Self.hash)\nkey web \(body) no-pty \(Self.publicKey) me\n")
    #expect(guest.file(AccountChange.dataPath)?.attributes == FileAttributes(mode: 0o600))
    let command = try #require(guest.commands.first)
    #expect(!command.arguments.contains { $0.contains(Self.hash) || $0.contains(body) })
    #expect(
      Array(command.arguments.dropFirst(4)) == [
        AccountChange.dataPath, "web", "", "", "", "", "", "", "adm,games", "", "",
      ])
  }

  @Test(arguments: [
    (UserAccount.Sudo.withPassword, "web ALL=(ALL:ALL) ALL"),
    (.withoutPassword, "web ALL=(ALL:ALL) NOPASSWD: ALL"),
    (.rule("ALL=(root) /bin/ls"), "web ALL=(root) /bin/ls"),
  ])
  func sudoBecomesARule(sudo: UserAccount.Sudo, rule: String) async throws {
    let guest = RecordingGuest()
    try await apply(users(account(sudo: sudo)), to: guest)
    #expect(guest.commands.first?.arguments.last == rule)
  }

  /// The value may be a password, so it is not shown.
  @Test func whatIsNoHashIsRefusedAndNotShown() async throws {
    let guest = RecordingGuest()
    let error = await #expect(throws: BuildError.self) {
      try await apply(users(account(hash: "hunter2")), to: guest)
    }
    #expect(error?.code == .recipe)
    #expect(error.map { "\($0) \($0.hint ?? "")".contains("hunter2") } == false)
    #expect(guest.calls.isEmpty)
  }

  private static let hashes: [String] = [
    hash, "!", "*", "$2b$12$" + String(repeating: "a", count: 53),
    "$y$j9T$salt$" + String(repeating: "a", count: 43),
  ]
  private static let others: [String] = [
    "", "secret", "abcdefghijklm", "$6$salt$short", "$9$salt$" + hash, hash + ":x",
    hash + "\nroot:x", "$6$" + String(repeating: "x", count: 86),
  ]

  @Test func hashesAreToldFromPasswords() {
    #expect(Self.hashes.filter { !PasswordHash.isHash($0) } == [])
    #expect(Self.others.filter(PasswordHash.isHash) == [])
  }

  @Test func aHashIsNotInWhatIsShownOfAStep() throws {
    let fields = try step(users(account(hash: Self.hash))).keyFields()
    #expect(!fields.contains { $0.value.contains(Self.hash) })
    #expect(try key(users(account(hash: Self.hash))) != key(users(account(hash: "!"))))
  }

  @Test func aSecretGivesTheHash() async throws {
    let recipe = Recipes.Step(
      users(account(hash: "${secret.hash}")), location: located(0).location)
    guard case .users(let action) = recipe.action else { return }
    let secrets = SecretValues(["hash": Self.hash], key: "k")
    let guest = RecordingGuest()
    let change = AccountChange(recipe, action, secrets)
    try await change.apply(to: guest, report: StepReport("s", to: EventRecorder()))
    #expect(guest.text(AccountChange.dataPath)?.contains("web:\(Self.hash)") == true)
    let fields = try change.keyFields()
    #expect(fields.contains { $0.name == "secrets" })
    #expect(!fields.contains { $0.value.contains(Self.hash) })
  }

  @Test(arguments: [
    (publicKey, true), ("\(publicKey) me@host", true),
    ("from=\"10.0.0.1\",no-pty \(publicKey)", true),
    ("ssh-ed25519", false), ("ssh-ed25519 short", false), ("-----BEGIN PRIVATE KEY-----", false),
    ("\(publicKey)\n\(publicKey)", false), ("", false),
  ])
  func keysAreRecognised(line: String, isKey: Bool) {
    #expect((UserAccount.keyBody(line) != nil) == isKey)
  }

  @Test func aFileOfKeysDecidesTheKey() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("k", "# comment\n\n\(Self.publicKey) one\n")
    let file = RecipeFile(
      name: "k", path: path, isFolder: false, location: located(0).location)
    let action = users(account(keys: [.file(file)]))
    let before = try key(action)
    let guest = RecordingGuest()
    try await apply(action, to: guest)
    #expect(guest.text(AccountChange.dataPath)?.split(separator: "\n").count == 1)
    _ = try folder.write("k", "no key\n")
    #expect(try key(action) != before)
    await #expect(throws: BuildError.self) { try await apply(action, to: guest) }
  }
}
