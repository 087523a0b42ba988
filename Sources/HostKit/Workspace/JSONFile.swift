import BuildFoundation
import Foundation
public import SystemPackage

/// Small JSON files that are whole or not there at all.
public enum JSONFile {
  /// Writes `value`, readable by the user only; throws `BuildError`.
  public static func write(_ value: some Encodable, to path: FilePath) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      let data = try encoder.encode(value)
      try data.write(to: URL(fileURLWithPath: path.string), options: .atomic)
    } catch {
      throw BuildError(.host, "writing \(path): \(error.reason)", cause: error)
    }
  }

  /// Reads a value; nil when the file is not there or is something else.
  public static func read<Value: Decodable>(_ type: Value.Type, from path: FilePath) -> Value? {
    guard let data = FileManager.default.contents(atPath: path.string) else { return nil }
    return try? JSONDecoder().decode(type, from: data)
  }
}
