import BuildFoundation
import Foundation
import HostKit
import Recipes
import SystemPackage

/// Finds the values of a recipe's secrets on this host.
struct SecretResolver {
  private let environment: [String: String]
  private let folders: Folders

  init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    folders: Folders = .standard
  ) {
    self.environment = environment
    self.folders = folders
  }

  /// The values of all secrets that the recipe refers to.
  ///
  /// Throws a `recipe` error that says where the secret was looked for, and never what was found.
  func values(of recipe: Recipe) async throws -> SecretValues {
    guard !recipe.secrets.isEmpty else { return .none }
    var values: [String: String] = [:]
    for secret in recipe.secrets { values[secret.name.value] = try await value(of: secret, recipe) }
    return SecretValues(values, key: try hostKey())
  }

  private func value(of secret: SecretSource, _ recipe: Recipe) async throws -> String {
    let doing = "\(secret.name.location): finding the secret `\(secret.name.value)`"
    switch secret.place {
    case .environment(let name):
      guard let value = environment[name], !value.isEmpty else {
        throw BuildError(
          .recipe, "\(doing): the environment variable \(name) is not set",
          hint: "set it for imgbuild: \(name)=… imgbuild …")
      }
      return value
    case .file(let name):
      let path = Self.path(name, below: recipe.folder)
      guard let data = FileManager.default.contents(atPath: path.string),
        let text = String(validating: data, as: UTF8.self)
      else { throw BuildError(.recipe, "\(doing): \(path) cannot be read as UTF-8 text") }
      return try Self.trimmed(text, doing)
    case .command(let words):
      guard let program = words.first else {
        throw BuildError(.recipe, "\(doing): its command is empty")
      }
      let output = try await ExternalTool.shell.output(
        of: ["-c", #"exec "$@""#, "sh"] + words, doing: "\(doing) with \(program)")
      guard let text = String(validating: output, as: UTF8.self) else {
        throw BuildError(.recipe, "\(doing): \(program) printed no UTF-8 text")
      }
      return try Self.trimmed(text, doing)
    }
  }

  private static func path(_ name: String, below folder: FilePath) -> FilePath {
    if name.hasPrefix("~/") {
      return FilePath(NSHomeDirectory()).appending(String(name.dropFirst(2)))
    }
    return FilePath(name).isAbsolute ? FilePath(name) : folder.appending(name)
  }

  private static func trimmed(_ text: String, _ doing: String) throws -> String {
    let value = text.last?.isNewline == true ? String(text.dropLast()) : text
    guard !value.isEmpty else { throw BuildError(.recipe, "\(doing): it is empty") }
    return value
  }

  /// A key that only this user of this host has: layer keys must not let anybody guess a secret.
  private func hostKey() throws -> String {
    let path = folders.state.appending("secret.key")
    if let key = try? String(contentsOfFile: path.string, encoding: .utf8), key.count >= 64 {
      return key
    }
    try folders.prepare()
    let key = (0..<8).map { _ in String(UInt32.random(in: .min ... .max), radix: 16) }.joined()
    let padded = key + String(repeating: "0", count: max(0, 64 - key.count))
    do {
      let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .truncate, .closeOnExec],
        permissions: [.ownerReadWrite])
      try file.closeAfter { _ = try file.writeAll(Array(padded.utf8)) }
    } catch {
      throw BuildError(.host, "writing \(path): \(error)")
    }
    return padded
  }
}
