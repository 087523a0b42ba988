import BuildFoundation
import ImageProperties

/// Properties on the command line: `--set NAME=VALUE`.
struct PropertyAssignments {
  let values: [String: String]

  /// Throws a `usage` error for what is no assignment.
  init(_ texts: [String]) throws {
    var values: [String: String] = [:]
    for text in texts {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw BuildError(
          .usage, "reading --set \(text): it is no assignment",
          hint: "write --set NAME=VALUE, such as --set hw_disk_bus=scsi")
      }
      values[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
    self.values = values
  }
}

extension StampRequest {
  /// What somebody has declared in an earlier stamp, and declares now.
  init(_ earlier: [ImageProperty], _ assignments: PropertyAssignments) {
    let declared = earlier.filter { $0.reason.hasPrefix("declared in the recipe") }
    self.init(
      declared: Dictionary(declared.map { ($0.name, $0.value) }) { $1 }
        .merging(assignments.values) { $1 })
  }
}
