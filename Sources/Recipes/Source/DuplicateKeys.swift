import Yams

/// Keeps a recipe readable that gives a key twice.
///
/// Yams gives up at the first mapping with such a key and names only the key's first place. To
/// report all of them beside the recipe's other faults, that first key is overwritten with
/// private-use characters, as many as it has, so that no later location moves; then the text is
/// composed again. `NodeCheck` takes the hidden keys out of the tree.
struct DuplicateKeys {
  /// The text, with the earlier of equal keys hidden.
  private(set) var text: String
  /// What could not be hidden (an alias as key, escapes in it), and so ends the reading.
  private(set) var unplaced: [Diagnostic] = []

  private let source: RecipeSource
  private var hidden: [String: String] = [:]
  private var next: UInt32 = 0xE000

  init(_ source: RecipeSource) {
    self.source = source
    text = source.text
  }

  /// The key that stood where `text` now has `key`.
  func original(of key: String) -> String? { hidden[key] }

  /// Hides the key at `mark`; false when that is impossible.
  mutating func hide(_ key: String, at mark: Mark) -> Bool {
    guard let filler = Unicode.Scalar(next), next < 0xF000, let range = range(of: key, at: mark)
    else {
      let location = source.location(line: mark.line, column: mark.column)
      unplaced.append(
        Diagnostic(
          .error, at: location, "the key `\(key)` is given more than once",
          sourceLine: source.line(at: location)))
      return false
    }
    let name = String(repeating: Character(filler), count: key.unicodeScalars.count)
    text.unicodeScalars.replaceSubrange(range, with: name.unicodeScalars)
    hidden[name] = key
    next += 1
    return true
  }

  private func range(of key: String, at mark: Mark) -> Range<String.Index>? {
    guard !key.isEmpty, let line = index(ofLine: mark.line) else { return nil }
    let scalars = text.unicodeScalars
    guard
      var start = scalars.index(line, offsetBy: mark.column - 1, limitedBy: scalars.endIndex),
      start < scalars.endIndex
    else { return nil }
    if scalars[start] == "\"" || scalars[start] == "'" { start = scalars.index(after: start) }
    let wanted = key.unicodeScalars
    guard let end = scalars.index(start, offsetBy: wanted.count, limitedBy: scalars.endIndex),
      scalars[start..<end].elementsEqual(wanted)
    else { return nil }
    return start..<end
  }

  /// Lines are found by their lengths, because hiding keeps these.
  private func index(ofLine number: Int) -> String.Index? {
    var line = 1
    var index = text.unicodeScalars.startIndex
    let end = text.unicodeScalars.endIndex
    while line < number {
      guard index < end else { return nil }
      let scalar = text.unicodeScalars[index]
      index = text.unicodeScalars.index(after: index)
      switch scalar {
      case "\r" where index < end && text.unicodeScalars[index] == "\n": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": line += 1
      default: break
      }
    }
    return index
  }
}
