import Testing

/// The end of a recipe, and what checking it must report.
struct FaultExample: Sendable, CustomTestStringConvertible {
  let extra: String
  let expected: [String]
  var testDescription: String { extra }

  /// Reads a table: blocks between empty lines; `> ` begins a line of the report.
  static func table(_ text: String) -> [FaultExample] {
    text.split(separator: "\n\n").map { block in
      let lines = block.split(separator: "\n")
      return FaultExample(
        extra: lines.filter { !$0.hasPrefix("> ") }.joined(separator: "\n"),
        expected: lines.filter { $0.hasPrefix("> ") }.map { String($0.dropFirst(2)) })
    }
  }
}
