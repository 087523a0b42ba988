import BuildFoundation
import ImageProperties

/// Names with texts on the command line: `--set NAME=VALUE`.
struct PropertyAssignments {
  let values: [String: String]

  /// Names with texts that are known already.
  init(values: [String: String]) { self.values = values }

  /// Throws a `usage` error for what is no assignment.
  init(_ texts: [String], option: String = "--set") throws {
    var values: [String: String] = [:]
    for text in texts {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw BuildError(
          .usage, "reading \(option) \(text): it is no assignment",
          hint: "write \(option) NAME=\(option == "--set" ? "VALUE" : "REASON")")
      }
      values[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
    self.values = values
  }
}

extension StampRequest {
  /// What somebody has declared in an earlier stamp, and declares now.
  init(_ earlier: [ImageProperty], _ assignments: PropertyAssignments) {
    let declared = earlier.filter { $0.reason.hasPrefix("declared ") }
    self.init(
      declared: Dictionary(declared.map { ($0.name, $0.value) }) { $1 }
        .merging(assignments.values) { $1 })
    byHand = Set(assignments.values.keys).union(
      declared.filter { $0.reason == "declared by hand" }.map(\.name))
  }
}
