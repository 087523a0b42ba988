import BuildFoundation
import Yams

/// Reads one value of a recipe as the type that its key wants; each `nil` has been reported.
struct ValueReader {
  let node: Node
  /// How messages call the value: `` `packages` ``, `a step`.
  let what: String
  /// Where the value begins, or its key when there is no value.
  let location: SourceLocation
  let reading: RecipeReading

  init(_ node: Node, what: String, keyLocation: SourceLocation? = nil, _ reading: RecipeReading) {
    self.node = node
    self.what = what
    self.reading = reading
    let empty = node.scalar.map { $0.style == .plain && $0.string.isEmpty } ?? false
    location = empty ? keyLocation ?? reading.location(of: node) : reading.location(of: node)
  }

  /// Reports a fault of this value.
  func fault(_ message: String, hint: String? = nil) {
    reading.fault(message, at: location, hint: hint)
  }

  /// Whether nothing, `~` or `null` stands here.
  var isNull: Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  /// What stands here, in words.
  var found: String {
    switch node {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .alias: "an alias"
    case .scalar: isNull ? "nothing" : "`\(shortened(node.scalar?.string ?? ""))`"
    }
  }

  func shortened(_ text: String) -> String {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
    return line.count > 40 || line.count < text.count ? line.prefix(40) + "…" : String(line)
  }

  /// Reports that something else was wanted.
  func mismatch(_ wanted: String, hint: String? = nil) {
    fault(isNull ? "\(what) has no value" : "\(what) must be \(wanted), not \(found)", hint: hint)
  }
}
