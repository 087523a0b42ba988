import Foundation
import ImageProperties
import SystemPackage
import TestSupport
import Testing

/// Nova's own code, in a Python of its own that `scripts/test` makes.
struct NovaReader: Decodable, Sendable {
  /// What Nova made of one dictionary of properties.
  struct Reading: Decodable, Sendable {
    /// Nil where Nova refuses them.
    let values: [String: Value]?
    let refused: String?
  }

  /// What Nova knows of a property.
  struct Field: Decodable, Sendable {
    let type: String
    let values: [String]
  }

  /// A value, in the form of ours.
  struct Value: Decodable, Sendable {
    let value: PropertyValue

    private enum Keys: String, CodingKey { case boolean, integer, text, list, numbers, mapping }

    init(from decoder: any Decoder) throws {
      let tagged = try decoder.container(keyedBy: Keys.self)
      switch try #require(tagged.allKeys.first) {
      case .boolean: value = .boolean(try tagged.decode(Bool.self, forKey: .boolean))
      case .integer: value = .integer(try tagged.decode(String.self, forKey: .integer))
      case .text: value = .text(try tagged.decode(String.self, forKey: .text))
      case .list: value = .list(try tagged.decode([Value].self, forKey: .list).map(\.value))
      case .numbers: value = .numbers(try tagged.decode([String].self, forKey: .numbers))
      case .mapping:
        value = .mapping(try tagged.decode([String: String?].self, forKey: .mapping))
      }
    }
  }

  let readings: [Reading]
  let fields: [String: Field]
  let aliases: [String: String]

  /// The Python; nil where `scripts/test` did not make one.
  static var python: String? { ProcessInfo.processInfo.environment["IMGBUILD_TEST_NOVA"] }

  /// Has Nova read many dictionaries; on a thread of its own, so that other tests go on.
  static func read(_ sets: [[String: String]]) async throws -> NovaReader {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try readAndWait(sets) }) }
    }
  }

  private static func readAndWait(_ sets: [[String: String]]) throws -> NovaReader {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      "sets.json", String(decoding: try JSONEncoder().encode(sets), as: UTF8.self))
    let output = folder.path.appending("readings.json")
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Nova/read_properties.py").path
    let run = try ToolRun(
      "sh",
      [
        "-c", #""$1" "$2" <"$3" >"$4""#, "sh", try #require(python), script, input.string,
        output.string,
      ])
    try #require(run.status == 0, "\(run.output)")
    let data = try Data(contentsOf: URL(filePath: output.string))
    return try JSONDecoder().decode(NovaReader.self, from: data)
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips the test where Nova's code is not there; in CI it runs and fails.
  static var needsNova: Self {
    .enabled(
      if: NovaReader.python != nil || HostTools.isCI,
      "needs Nova's code from PyPI; run scripts/test, with a network")
  }
}
