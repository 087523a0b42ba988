/// Splits a line into tokens where libyaml does, for text that libyaml has accepted.
struct LineTokenizer {
  /// How many flow collections are open behind the line.
  private(set) var depth: Int
  /// The quote of a scalar that goes on in the next line.
  private(set) var quote: Unicode.Scalar?
  /// Whether the line ends in an unquoted scalar, which the next line may go on with.
  private(set) var isPlainOpen: Bool
  private(set) var tokens: [LayoutToken] = []
  private(set) var comment: (text: String, column: Int)?

  private let line: [Unicode.Scalar]
  private var position: Int

  /// Reads `line` from a position; the rest is how the line before it ended.
  init(
    _ line: [Unicode.Scalar], from start: Int = 0, depth: Int = 0, quote: Unicode.Scalar? = nil,
    isPlainOpen: Bool = false
  ) {
    self.line = line
    self.depth = depth
    self.quote = quote
    self.isPlainOpen = isPlainOpen
    position = start
    skipBlanks()
    if let quote {
      readQuoted(quote, from: position)
    } else if isPlainOpen, position < line.count, line[position] != "#" {
      readPlain()
    }
    while readToken() {}
  }

  private mutating func readToken() -> Bool {
    skipBlanks()
    guard position < line.count else { return false }
    isPlainOpen = false
    switch line[position] {
    case "#": readComment()
    case "-" where depth == 0 && isBlank(position + 1): add(.dash, length: 1)
    case "?" where isBlank(position + 1): add(.question, length: 1)
    case ":" where isBlank(position + 1) || (depth > 0 && isAfterQuotedKey):
      add(.colon, length: 1)
    case "," where depth > 0: add(.comma, length: 1)
    case "[", "{":
      depth += 1
      add(.open, length: 1)
    case "]", "}":
      depth = max(0, depth - 1)
      add(.close, length: 1)
    case "|" where depth == 0, ">" where depth == 0: add(.header, length: word(Self.isHeaderPart))
    case "'", "\"":
      let start = position
      position += 1
      readQuoted(line[start], from: start)
    case "&": add(.property, length: word(Self.isNamePart))
    case "*": add(.alias, length: word(Self.isNamePart))
    case "!": add(.property, length: tagLength)
    default: readPlain()
    }
    return true
  }

  private mutating func skipBlanks() {
    while position < line.count, isBlank(position) { position += 1 }
  }

  private func isBlank(_ index: Int) -> Bool {
    index >= line.count || line[index] == " " || line[index] == "\t"
  }

  /// JSON needs no blank behind the colon of a key.
  private var isAfterQuotedKey: Bool {
    switch tokens.last?.kind {
    case .quoted, .close: true
    default: false
    }
  }

  private mutating func add(_ kind: LayoutToken.Kind, length: Int) {
    let end = min(line.count, position + length)
    tokens.append(
      LayoutToken(kind: kind, text: String(line[position..<end]), column: position))
    position = end
  }

  /// The length of the indicator here and what follows it without a blank.
  private func word(_ isPart: (Unicode.Scalar) -> Bool) -> Int {
    let rest = line[(position + 1)...]
    return 1 + rest.prefix { $0 != " " && $0 != "\t" && isPart($0) }.count
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      || scalar == "_" || scalar == "-"
  }

  private static func isHeaderPart(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || scalar == "+" || scalar == "-"
  }

  private var tagLength: Int {
    if line.dropFirst(position).starts(with: "!<".unicodeScalars) { return word { _ in true } }
    return word { depth == 0 || !Self.isFlowMark($0) }
  }

  private static func isFlowMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", "[", "]", "{", "}": true
    default: false
    }
  }

  private mutating func readComment() {
    comment = (String(line[position...]).trimmingBlanks, position)
    position = line.count
  }

  /// Reads to the closing quote, or the end of the line, whose blanks stay then.
  private mutating func readQuoted(_ mark: Unicode.Scalar, from start: Int) {
    quote = mark
    while position < line.count, quote != nil {
      let scalar = line[position]
      position += 1
      if scalar == "\\", mark == "\"" {
        position = min(line.count, position + 1)
      } else if scalar == mark {
        let isDoubled = mark == "'" && position < line.count && line[position] == mark
        if isDoubled { position += 1 } else { quote = nil }
      }
    }
    isPlainOpen = false
    tokens.append(
      LayoutToken(kind: .quoted, text: String(line[start..<position]), column: start))
  }

  private mutating func readPlain() {
    let start = position
    var end = position
    isPlainOpen = false
    while position < line.count {
      let scalar = line[position]
      if scalar == ":", isBlank(position + 1) { break }
      if scalar == "#", position > start, isBlank(position - 1) { break }
      if depth > 0, Self.isFlowMark(scalar) { break }
      position += 1
      if scalar != " ", scalar != "\t" { end = position }
    }
    isPlainOpen = position == line.count
    guard end > start else { return }
    tokens.append(LayoutToken(kind: .plain, text: String(line[start..<end]), column: start))
  }
}

extension String {
  /// A text of some scalars.
  init(_ scalars: some Sequence<Unicode.Scalar>) {
    var view = UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }

  /// The text without blanks at its end.
  fileprivate var trimmingBlanks: String {
    var view = unicodeScalars
    while let last = view.last, last == " " || last == "\t" { view.removeLast() }
    return String(view)
  }
}
