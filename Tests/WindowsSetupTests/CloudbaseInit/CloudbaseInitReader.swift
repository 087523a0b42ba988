import Foundation
import SystemPackage
import TestSupport
import Testing

/// Cloudbase-Init's own option definitions, in a Python of its own that `scripts/test` makes.
struct CloudbaseInitReader: Decodable, Sendable {
  /// A value of an option.
  enum Value: Decodable, Sendable, Equatable {
    case boolean(Bool)
    case number(Double)
    case text(String)
    case list([String])
    case absent

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .absent
      } else if let value = try? container.decode(Bool.self) {
        self = .boolean(value)
      } else if let value = try? container.decode(Double.self) {
        self = .number(value)
      } else if let value = try? container.decode([String].self) {
        self = .list(value)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  let values: [String: [String: Value]]
  /// What stands in the file and is no option.
  let unknown: [String]
  /// Of each class that the file names, whether Cloudbase-Init has it.
  let classes: [String: Bool]

  /// The Python; nil where `scripts/test` did not make one.
  static var python: String? { ProcessInfo.processInfo.environment["IMGBUILD_TEST_WINDOWS"] }

  /// Has Cloudbase-Init read the texts of configuration files.
  static func read(_ texts: [String]) async throws -> [Self] {
    let folder = try TemporaryFolder()
    let files = try texts.enumerated().map { try folder.write("\($0).conf", $1).string }
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Windows/check-cloudbase-init.py").path
    let run = try await ToolRun.onThread(try #require(python), [script] + files)
    try #require(run.status == 0, "\(run.output)")
    return try JSONDecoder().decode([Self].self, from: Data(run.output.utf8))
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips the test where Cloudbase-Init's code is not there; in CI it runs and fails.
  static var needsCloudbaseInit: Self {
    .enabled(
      if: CloudbaseInitReader.python != nil || HostTools.isCI,
      "needs Cloudbase-Init's code from PyPI; run scripts/test, with a network")
  }
}
