/// The block collections around a line: where each stood, and where it is to stand.
struct BlockStack {
  enum Kind {
    case sequence
    case mapping
  }

  struct Block {
    var kind: Kind
    /// The column in the text as it is.
    var old: Int
    /// The column in the formatted text.
    var new: Int
  }

  private var blocks: [Block] = []

  /// The innermost collection.
  var top: Block? { blocks.last }
  /// The column of a value on a line of its own.
  var valueIndent: Int { top.map { $0.new + 2 } ?? 0 }

  /// Ends all collections that stand deeper than a line does.
  mutating func close(deeperThan column: Int) {
    while let top, top.old > column { blocks.removeLast() }
  }

  /// Enters a collection with an entry at `column`, and gives its new column.
  mutating func open(_ kind: Kind, at column: Int) -> Int {
    // A list may stand at the column of its key; the next key ends it.
    if let top, top.old == column, top.kind == .sequence, kind == .mapping { blocks.removeLast() }
    if let top, top.old == column, top.kind == kind { return top.new }
    blocks.append(Block(kind: kind, old: column, new: valueIndent))
    return valueIndent - 2
  }

  /// The new column of a comment that stands deeper than the line after it: that of the collection
  /// it is an end of.
  func indent(ofCommentAt column: Int) -> Int {
    let isOutermost = column == 0
    let candidates = blocks.filter { $0.old <= column }
    guard let block = isOutermost ? candidates.first : candidates.last else { return 0 }
    return block.old == column ? block.new : block.new + 2
  }
}
