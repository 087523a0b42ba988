/// Bounds what a recipe's anchors and aliases can expand to, before anything expands them.
///
/// Yams hashes mapping keys while it composes, through every alias in them, so a "billion laughs"
/// must be refused from the text alone. The estimate is generous: an anchor's size is all that
/// stands between it and its first alias, with the aliases there expanded. `&` and `*` in scripts
/// count only if the same name follows both.
enum AliasBudget {
  /// Bytes of text after expansion.
  static let limit = 16 << 20

  /// Whether `text` stays within the limit.
  static func allows(_ text: String) -> Bool {
    var expanded = 0
    var starts: [String: Int] = [:]
    var sizes: [String: Int] = [:]
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      expanded += 1
      guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") else { continue }
      let name = String(decoding: rest.prefix(while: isNamePart), as: UTF8.self)
      guard !name.isEmpty else { continue }
      if byte == UInt8(ascii: "&") {
        starts[name] = expanded
        sizes[name] = nil
      } else if let start = starts[name] {
        let size = sizes[name] ?? (expanded - start)
        sizes[name] = size
        expanded += size
      }
      if expanded > limit { return false }
    }
    return true
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
