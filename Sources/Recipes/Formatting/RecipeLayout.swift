/// Lays out the lines of a recipe anew: finds where each stands in the tree, and so its column.
///
/// libyaml, which knows this best, keeps no comments; so this reads the lines itself, for text that
/// libyaml has accepted. What it makes is compared with the original by libyaml's tree.
struct RecipeLayout {
  /// The lines, in order; comments at line ends are not aligned yet.
  private(set) var lines: [LayoutLine] = []
  /// Whether the last line has an end: the end of a block scalar means something.
  private(set) var endsLine = true

  var source: [[Unicode.Scalar]]
  let hasFinalLineEnd: Bool
  var next = 0
  var blocks = BlockStack()
  /// For each open flow collection the column of the line that opened it.
  private var flows: [Int] = []
  private var quote: Unicode.Scalar?
  private var isPlainOpen = false
  /// Comments whose column depends on what follows.
  private var waiting: [Int] = []
  /// A block scalar just before would take a comment for its text that stands deeper.
  private var commentLimit = Int.max

  /// Lays out `text`.
  init(_ text: String) {
    source = Self.lines(of: text)
    hasFinalLineEnd = source.last?.isEmpty ?? false
    if hasFinalLineEnd { source.removeLast() }
    while next < source.count { readLine() }
    placeComments(in: blocks, before: nil)
  }

  private mutating func readLine() {
    let line = source[next]
    next += 1
    let column = Self.indentation(of: line)
    let isInside = quote != nil || isPlainOpen
    guard column < line.count else {
      lines.append(LayoutLine(kind: isInside ? .scalar : .blank))
      return
    }
    if quote == nil, line[column] == "#" { return addComment(line, at: column) }
    if flows.isEmpty, !isInside, column == 0 {
      if Self.isMarker(line) { return readMarker(line) }
      if line[0] == "%" { return add(LayoutLine(kind: .code, text: Self.trimmed(line))) }
    }
    readCode(line, at: column)
  }

  private mutating func readCode(_ line: [Unicode.Scalar], at column: Int) {
    let isInside = quote != nil || isPlainOpen
    let tokenizer = LineTokenizer(
      line, depth: flows.count, quote: quote, isPlainOpen: isPlainOpen)
    let tokens = tokenizer.tokens
    let before = blocks
    var indent = blocks.valueIndent
    var flowIndent = indent
    if let flow = flows.last {
      let closing = quote != nil ? 0 : tokens.prefix { $0.kind == .close }.count
      indent = closing == 0 ? flow + 2 : columnOfClosing(closing, at: column)
      flowIndent = indent
    } else if !isInside {
      blocks.close(deeperThan: column)
      flowIndent = blocks.valueIndent
      indent = flowIndent
      if let entry = enter(tokens) {
        indent = entry
        flowIndent = blocks.top?.new ?? 0
      }
      placeComments(in: before, before: (column, indent))
    }
    commentLimit = .max
    add(tokenizer, to: LayoutLine(kind: .code, indent: indent, oldIndent: column), of: line)
    finish(tokenizer, flowIndent: flowIndent)
  }

  /// Takes up what a line has opened and not closed.
  private mutating func finish(_ tokenizer: LineTokenizer, flowIndent: Int) {
    for token in tokenizer.tokens {
      if token.kind == .open { flows.append(flowIndent) }
      if token.kind == .close { _ = flows.popLast() }
    }
    quote = tokenizer.quote
    isPlainOpen = tokenizer.isPlainOpen
    guard flows.isEmpty, quote == nil else { return }
    if let header = tokenizer.tokens.last, header.kind == .header {
      readBlockScalar(header.text)
    } else if isPlainOpen {
      isPlainOpen = false
      readPlainScalar()
    }
  }

  /// Enters the block collections that a line begins or goes on with; the new column of the first,
  /// nil for a line that holds a value alone.
  private mutating func enter(_ tokens: [LayoutToken]) -> Int? {
    var first: Int?
    var entry: Int?
    var depth = 0
    for token in tokens {
      if token.kind == .close { depth -= 1 }
      switch token.kind {
      case .dash where depth == 0:
        let column = blocks.open(.sequence, at: token.column)
        first = first ?? column
        entry = nil
      case .question where depth == 0, .colon where depth == 0:
        let column = blocks.open(.mapping, at: entry ?? token.column)
        first = first ?? column
        entry = nil
      default: entry = entry ?? token.column
      }
      if token.kind == .open { depth += 1 }
    }
    return first
  }

  /// The column of a line that starts with brackets which close: that of the line which opened.
  private func columnOfClosing(_ count: Int, at column: Int) -> Int {
    let opening = flows[max(0, flows.count - count)]
    // Strict parsers want it deeper than the key; a bracket that was so stays so.
    guard let top = blocks.top, opening == top.new, column > top.old else { return opening }
    return opening + 2
  }

  private mutating func readMarker(_ line: [Unicode.Scalar]) {
    placeComments(in: blocks, before: nil)
    commentLimit = .max
    blocks = BlockStack()
    let tokenizer = LineTokenizer(line, from: 3)
    var result = LayoutLine(kind: .code, text: String(line.prefix(3)))
    if !tokenizer.tokens.isEmpty { result.text += " " }
    add(tokenizer, to: result, of: line)
    finish(tokenizer, flowIndent: 0)
  }

  /// Reads the further lines of an unquoted scalar: all that stand deeper than what it is in.
  private mutating func readPlainScalar() {
    let limit = blocks.top?.old ?? -1
    while let end = source[next...].firstIndex(where: { !Self.isBlank($0) }) {
      let line = source[end]
      let column = Self.indentation(of: line)
      guard column > limit, line[column] != "#", column > 0 || !Self.isMarker(line) else { return }
      lines += source[next..<end].map { _ in LayoutLine(kind: .scalar) }
      next = end + 1
      let tokenizer = LineTokenizer(line, isPlainOpen: true)
      add(
        tokenizer,
        to: LayoutLine(kind: .code, indent: blocks.valueIndent, oldIndent: column), of: line)
      guard tokenizer.isPlainOpen else { return }
    }
  }

  private mutating func readBlockScalar(_ header: String) {
    let scalar = BlockScalar(header: header, parent: blocks.top, lines: source[next...])
    for line in source[next..<scalar.end] {
      let isEmpty = line.count <= scalar.oldIndent && Self.isBlank(line)
      let text = isEmpty ? "" : String(line.dropFirst(scalar.oldIndent))
      lines.append(
        LayoutLine(kind: .scalar, indent: isEmpty ? 0 : scalar.newIndent, text: text))
    }
    if scalar.end == source.count, scalar.end > next, !hasFinalLineEnd, scalar.keepsLineEnd {
      endsLine = false
    }
    next = scalar.end
    commentLimit = blocks.top?.new ?? 0
  }

  // MARK: - Comments

  private mutating func addComment(_ line: [Unicode.Scalar], at column: Int) {
    let text = Self.trimmed(line)
    let onScreen = Self.width(of: line[..<column])
    if let above = lines.last?.comment, above.oldColumn == onScreen {
      var below = LayoutLine(kind: .continuedComment, oldIndent: column)
      below.comment = LayoutLine.Comment(text: text, oldColumn: onScreen, gap: 0)
      return add(below)
    }
    var comment = LayoutLine(kind: .comment, oldIndent: column, text: text)
    if let flow = flows.last {
      comment.indent = flow + 2
    } else {
      waiting.append(lines.count)
    }
    isPlainOpen = false
    add(comment)
  }

  /// Gives the waiting comments their columns: that of the line after them, or of the collection
  /// that they are the end of.
  private mutating func placeComments(
    in blocks: BlockStack, before line: (old: Int, new: Int)?
  ) {
    for index in waiting {
      let old = lines[index].oldIndent
      var indent = blocks.indent(ofCommentAt: old)
      if let line, old <= line.old { indent = line.new }
      lines[index].indent = min(indent, commentLimit)
    }
    waiting = []
  }

  // MARK: - Lines

  private mutating func add(_ line: LayoutLine) { lines.append(line) }

  private mutating func add(
    _ tokenizer: LineTokenizer, to line: LayoutLine, of source: [Unicode.Scalar]
  ) {
    var line = line
    line.text += tokenizer.tokens.rendered
    if let comment = tokenizer.comment {
      let column = Self.width(of: source[..<comment.column])
      let end = source[..<comment.column].lastIndex { $0 != " " && $0 != "\t" } ?? -1
      line.comment = LayoutLine.Comment(
        text: comment.text, oldColumn: column, gap: column - Self.width(of: source[..<(end + 1)]))
    }
    add(line)
  }
}
