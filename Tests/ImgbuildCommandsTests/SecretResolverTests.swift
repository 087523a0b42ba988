import BuildFoundation
import Foundation
import HostKit
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import ImgbuildCommands

@Suite struct SecretResolverTests {
  private let folder: TemporaryFolder
  private let folders: Folders

  init() throws {
    folder = try TemporaryFolder()
    folders = Folders(
      cache: folder.path.appending("cache"), state: folder.path.appending("state"),
      runtime: folder.path.appending("run"))
  }

  private func values(
    _ secret: String, environment: [String: String] = [:]
  ) async throws -> SecretValues {
    let text =
      webRecipe + """

        secrets: {db: \(secret)}
        """
    let used = text.replacing("content: hello", with: "content: \"${secret.db}\"")
    let recipe = try RecipeLoader().load(folder.write("web.yml", used))
    return try await SecretResolver(environment: environment, folders: folders).values(of: recipe)
  }

  @Test func valuesComeFromWhereTheRecipeSays() async throws {
    _ = try folder.write("secret.txt", "from a file\n")
    let cases = [
      ("{environment: DB}", "from the environment"), ("{file: secret.txt}", "from a file"),
      ("{file: \(folder.path)/secret.txt}", "from a file"),
      ("{command: [printf, '%s\\n', from a command]}", "from a command"),
    ]
    for (secret, value) in cases {
      let values = try await values(secret, environment: ["DB": "from the environment"])
      #expect(values.expand("${secret.db}") == value)
    }
  }

  @Test(arguments: [
    ("{environment: DB}", "the environment variable DB is not set"),
    ("{file: nowhere}", "nowhere cannot be read as UTF-8 text"), ("{file: empty}", "it is empty"),
    ("{command: [sh, -c, 'echo s3cret; echo why >&2; exit 3']}", "status 3"),
    ("{command: [no-such-program]}", "127"),
  ])
  func whatIsMissingIsSaidWithoutTheSecret(secret: String, message: String) async throws {
    _ = try folder.write("empty", "\n")
    let error = await #expect(throws: BuildError.self) { try await values(secret) }
    let text = error.map { "\($0.chain) \($0.output)" } ?? ""
    #expect(text.contains("finding the secret `db`"))
    #expect(text.contains(message))
    #expect(!text.contains("s3cret"))
  }

  @Test func theKeyOfTheHostIsKeptAndPrivate() async throws {
    let names = [Located("db", at: SourceLocation(file: "r", line: 1, column: 1))]
    let first = try await values("{environment: DB}", environment: ["DB": "x"])
    let again = try await values("{environment: DB}", environment: ["DB": "x"])
    let print = first.fingerprint(names: names, text: "")
    #expect(print != nil && print == again.fingerprint(names: names, text: ""))
    let path = folders.state.appending("secret.key").string
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    try FileManager.default.removeItem(atPath: path)
    let other = try await values("{environment: DB}", environment: ["DB": "x"])
    #expect(other.fingerprint(names: names, text: "") != print)
  }
}
