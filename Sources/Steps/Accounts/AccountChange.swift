import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage

/// `users`: creates, changes and removes accounts, with shadow's tools or busybox's.
struct AccountChange: RecipeStep {
  static let version = 1
  /// Hashes and keys go through this file: a command line can be seen, and logged.
  static let dataPath = "/tmp/.imgbuild-accounts"

  let source: Recipes.Step
  let action: UsersStep
  let secrets: SecretValues

  init(_ source: Recipes.Step, _ action: UsersStep, _ secrets: SecretValues) {
    self.source = source
    self.action = action
    self.secrets = secrets
  }

  /// The key sees what is in key files; of a hash it sees a digest.
  func fileFields() throws -> [KeyField] {
    try source.action.files.map {
      KeyField("file:\($0.name)", try Digest.sha256(ofFile: $0.path).hex)
    }
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let data = try action.users.flatMap(data)
    try await guest.write(
      Self.dataPath, Array((data.joined(separator: "\n") + "\n").utf8),
      attributes: FileAttributes(mode: 0o600))
    try await Self.script.run(
      [Self.dataPath] + action.users.flatMap(arguments), in: guest, limit: limit, report: report)
  }

  /// What the script reads from the file: `password NAME:HASH` and `key NAME BODY LINE`.
  private func data(of user: UserAccount) throws -> [String] {
    let name = user.name.value
    var lines: [String] = []
    if let hash = user.passwordHash.map({ secrets.expand($0.text.value) }) {
      guard PasswordHash.isHash(hash) else {
        throw BuildError(
          .recipe, "setting the password of \(name): the value is no password hash of crypt(3)",
          hint: "make one with `openssl passwd -6` or `mkpasswd`")
      }
      lines.append("password \(name):\(hash)")
    }
    for line in try user.keys.flatMap(lines(of:)) {
      guard let key = UserAccount.keyBody(line) else {
        throw BuildError(
          .recipe, "setting the keys of \(name): this is no public SSH key: \(line.prefix(40))",
          hint: "a public key starts like `ssh-ed25519 AAAA`")
      }
      lines.append("key \(name) \(key.body) \(line)")
    }
    return lines
  }

  private func lines(of key: UserAccount.Key) throws -> [String] {
    switch key {
    case .text(let text): return [text.value]
    case .file(let file):
      guard let data = FileManager.default.contents(atPath: file.path.string),
        let text = String(validating: data, as: UTF8.self)
      else { throw BuildError(.recipe, "reading the keys in \(file.name): it cannot be read") }
      return text.split(whereSeparator: \.isNewline)
        .map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    }
  }

  /// One account's arguments: always as many, empty for what is not said.
  private func arguments(of user: UserAccount) -> [String] {
    let name = user.name.value
    let rule =
      switch user.sudo {
      case nil: ""
      case .withPassword: "\(name) ALL=(ALL:ALL) ALL"
      case .withoutPassword: "\(name) ALL=(ALL:ALL) NOPASSWD: ALL"
      case .rule(let rule): "\(name) \(rule)"
      }
    return [
      name, user.remove ? "remove" : "", user.system ? "system" : "",
      user.uid.map { "\($0)" } ?? "", user.home ?? "", user.shell ?? "", user.comment ?? "",
      user.groups.joined(separator: ","), user.lock.map { $0 ? "lock" : "unlock" } ?? "", rule,
    ]
  }
}
