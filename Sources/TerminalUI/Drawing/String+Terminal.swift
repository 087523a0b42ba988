import BuildFoundation

extension String {
  /// The text as one line that cannot command the terminal.
  ///
  /// Without escape sequences and control characters, with a space for each tab.
  public var sanitized: String {
    var shown = String.UnicodeScalarView()
    var scalars = unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\u{1B}": scalars.dropEscapeSequence()
      case "\t": shown.append(" ")
      default:
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: break
        // Direction overrides would reorder the whole row; joiners within emoji stay.
        case .format where scalar != "\u{200D}": break
        default: shown.append(scalar)
        }
      }
    }
    return String(shown)
  }

  /// The words of the text in lines of at most `width` columns; a longer word stays whole.
  ///
  /// One line where `width` is not given, or too narrow to read.
  public func wrapped(to width: Int?) -> [String] {
    guard let width, width >= 20 else { return [self] }
    var lines = [""]
    for word in split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.displayWidth + 1 + word.displayWidth <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The text cut to `width` columns, with `ellipsis` at its end if something was cut.
  func fitted(to width: Int, ellipsis: String) -> String {
    guard displayWidth > width else { return self }
    guard width > 0 else { return "" }
    var kept = ""
    var columns = ellipsis.displayWidth
    for character in self {
      columns += character.displayWidth
      if columns > width { break }
      kept.append(character)
    }
    return kept + ellipsis
  }

  /// The text with spaces up to `width` columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - displayWidth))
  }
}

extension Substring.UnicodeScalarView {
  /// Drops what follows an escape character: `[…m` and its like, `]…BEL`, or one character.
  fileprivate mutating func dropEscapeSequence() {
    switch popFirst() {
    case "[":
      while let scalar = popFirst(), !(0x40...0x7E).contains(scalar.value) {}
    case "]":
      while let scalar = popFirst(), scalar != "\u{7}" {
        guard scalar == "\u{1B}" else { continue }
        _ = popFirst()
        break
      }
    default: break
    }
  }
}
