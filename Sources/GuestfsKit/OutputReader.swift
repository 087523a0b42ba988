import BuildFoundation

/// Cuts a command's output into lines, and sees the mark that ends it.
struct OutputReader {
  private var splitter = LineSplitter()
  private var held: [UInt8] = []
  private let mark: [UInt8]
  /// Whether the mark was seen.
  private(set) var isFinished = false

  /// `mark` begins with a byte that it has nowhere else.
  init(mark: [UInt8]) {
    self.mark = mark
  }

  /// The lines that `bytes` completes.
  mutating func push(_ bytes: some Collection<UInt8>) -> [String] {
    guard !isFinished else { return [] }
    held += bytes
    var lines: [String] = []
    while let start = held.firstIndex(of: mark[0]) {
      lines += splitter.push(held[..<start])
      held.removeSubrange(..<start)
      if held.starts(with: mark) {
        isFinished = true
        return lines + finish()
      }
      // It may be the mark's beginning, and the rest still to come.
      if mark.starts(with: held) { return lines }
      lines += splitter.push(held[..<1])
      held.removeFirst()
    }
    lines += splitter.push(held)
    held = []
    return lines
  }

  /// The last line, if it has no newline.
  mutating func finish() -> [String] {
    splitter.finish().map { [$0] } ?? []
  }
}
