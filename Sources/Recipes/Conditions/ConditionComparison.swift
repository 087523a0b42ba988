/// The comparisons of a condition.
enum ConditionComparison: String, Sendable, Hashable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case among = "in"

  /// Whether the comparison holds; `<` and the like compare as versions: 9 is before 24.04.
  func holds(_ left: ConditionValue, _ right: ConditionValue) -> Bool {
    switch self {
    case .equal: left.text == right.text
    case .notEqual: left.text != right.text
    case .less: Self.isOrdered(left, right)
    case .lessOrEqual: !Self.isOrdered(right, left)
    case .greater: Self.isOrdered(right, left)
    case .greaterOrEqual: !Self.isOrdered(left, right)
    case .among: right.items.contains(left.text)
    }
  }

  private static func isOrdered(_ left: ConditionValue, _ right: ConditionValue) -> Bool {
    left.text.compareAsVersion(to: right.text) < 0
  }
}

extension String {
  /// Negative, zero or positive as this version comes before, equals or comes after `other`: runs of
  /// digits compare as numbers, all else as text.
  fileprivate func compareAsVersion(to other: String) -> Int {
    let left = versionParts
    let right = other.versionParts
    for (mine, theirs) in zip(left, right) where mine != theirs {
      if let first = Int(mine), let second = Int(theirs) {
        if first != second { return first < second ? -1 : 1 }
        continue
      }
      return mine < theirs ? -1 : 1
    }
    return left.count - right.count
  }

  /// Runs of digits and runs of other characters, without the separators between them.
  private var versionParts: [String] {
    var parts: [String] = []
    var previous: Bool?
    for character in self {
      guard !".-_+~: ".contains(character) else {
        previous = nil
        continue
      }
      let isDigit = character.isASCII && character.isNumber
      if previous == isDigit {
        parts[parts.count - 1].append(character)
      } else {
        parts.append(String(character))
      }
      previous = isDigit
    }
    return parts
  }
}
