import ArgumentParser
import Foundation
import Yams

/// A format for programs, in place of text for people.
enum StructuredOutput: String, EnumerableFlag {
  case json
  case yaml

  /// A value with sizes in bytes.
  func text(_ value: some Encodable) throws -> String {
    switch self {
    case .json: return try CommandJSON.text(value)
    case .yaml:
      let encoder = YAMLEncoder()
      encoder.options.sortKeys = true
      encoder.options.allowUnicode = true
      return try encoder.encode(value).trimmingCharacters(in: .newlines)
    }
  }
}
