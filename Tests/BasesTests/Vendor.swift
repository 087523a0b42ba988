import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import TestSupport

@testable import Bases

/// A vendor of images with a key of its own, and the files that it signed; for one suite.
final class Vendor: Sendable {
  let folder: TemporaryFolder
  private let home: String

  init() throws {
    folder = try TemporaryFolder()
    home = folder.path.appending("gnupg").string
    try FileManager.default.createDirectory(
      atPath: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    for name in ["vendor", "stranger"] {
      try gpg([
        "--passphrase", "", "--quick-generate-key", "\(name) <\(name)@example.org>", "ed25519",
        "sign", "never",
      ])
      try gpg(["--armor", "--output", path("\(name).asc"), "--export", "\(name)@example.org"])
      try gpg(["--output", path("\(name).gpg"), "--export", "\(name)@example.org"])
    }
  }

  deinit {
    // gpg starts an agent that would stay.
    _ = try? ToolRun("gpgconf", ["--kill", "all"], environment: ["GNUPGHOME": home])
  }

  func path(_ name: String) -> String { folder.path.appending(name).string }

  /// A detached signature of `text`.
  func signature(of text: String, by key: String = "vendor") throws -> [UInt8] {
    try signed(text, ["--detach-sign"], by: key)
  }

  /// `text` with its signature around it.
  func clearsigned(_ text: String, by key: String = "vendor") throws -> [UInt8] {
    try signed(text, ["--clearsign"], by: key)
  }

  func keyring(_ name: String = "vendor.asc") -> RecipeFile { file(name) }

  func file(_ name: String) -> RecipeFile {
    RecipeFile(
      name: name, path: folder.path.appending(name), isFolder: false,
      location: SourceLocation(file: "web.yml", line: 1, column: 1))
  }

  private func signed(_ text: String, _ options: [String], by key: String) throws -> [UInt8] {
    let file = try folder.write("text", text)
    try gpg(
      ["--yes", "--local-user", "\(key)@example.org", "--output", path("signed")] + options
        + [file.string])
    return Array(try Data(contentsOf: URL(filePath: path("signed"))))
  }

  private func gpg(_ arguments: [String]) throws {
    let run = try ToolRun(
      "gpg", ["--batch", "--quiet"] + arguments, environment: ["GNUPGHOME": home])
    guard run.status == 0 else { throw BuildError(.defect, "gpg: \(run.output)") }
  }
}
