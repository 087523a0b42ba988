extension String {
  /// Whether this version is older than `other`: runs of digits compare as numbers.
  func isOlderVersion(than other: String) -> Bool {
    let left = Self.parts(self)
    let right = Self.parts(other)
    for (a, b) in zip(left, right) where a != b {
      if let a = Int(a), let b = Int(b) { return a < b }
      return a < b
    }
    return left.count < right.count
  }

  private static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    for character in text {
      let isDigit = character.isASCII && character.isNumber
      if let last = parts.last?.last, (last.isASCII && last.isNumber) == isDigit {
        parts[parts.count - 1].append(character)
      } else {
        parts.append(String(character))
      }
    }
    return parts
  }
}
