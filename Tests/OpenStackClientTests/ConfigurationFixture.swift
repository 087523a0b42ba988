import Foundation
import SystemPackage
import TestSupport

@testable import OpenStackClient

/// A user's folders and variables, in which a test puts files.
struct ConfigurationFixture {
  let folder: TemporaryFolder
  var variables: [String: String]

  /// `files` by their path below the folder: `work`, `home` and `etc` are the three there are.
  init(_ files: [String: String], variables: [String: String] = [:]) throws {
    folder = try TemporaryFolder()
    self.variables = variables
    for (name, content) in files {
      let path = folder.path.pushing(FilePath(name))
      try FileManager.default.createDirectory(
        atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
      try Data(content.utf8).write(to: URL(fileURLWithPath: path.string))
    }
  }

  var sources: ConfigurationSources {
    ConfigurationSources(
      variables: variables.mapValues { $0.replacing("ROOT", with: folder.path.string) },
      workingFolder: folder.path.appending("work"), homeFolder: folder.path.appending("home"),
      systemFolder: folder.path.appending("etc"))
  }

  func read(_ name: String? = nil) throws -> CloudConfiguration {
    try CloudConfiguration.read(name, from: sources)
  }

  /// A clouds.yaml with one cloud, whose auth_url tells the files apart.
  static func cloud(_ host: String, name: String = "demo") -> String {
    """
    clouds:
      \(name):
        auth:
          auth_url: https://\(host)/v3
          username: alice
          password: secret
          project_name: demo
          user_domain_name: Default
          project_domain_name: Default
    """
  }
}

extension CloudConfiguration {
  /// The host of `auth_url`, for short tables.
  var identityHost: String? {
    guard case .keystone(let url, _, _) = authentication else { return nil }
    return URL(string: url)?.host()
  }

  var method: IdentityMethod? {
    if case .keystone(_, let method, _) = authentication { method } else { nil }
  }

  var scope: IdentityScope? {
    if case .keystone(_, _, let scope) = authentication { scope } else { nil }
  }
}
