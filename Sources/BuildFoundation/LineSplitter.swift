/// Cuts a byte stream into lines of text.
///
/// Carriage returns end a line as newlines do (progress bars), `\r\n` and `\r\r\n` (consoles) are one
/// end, invalid UTF-8 is replaced, and a line longer than a limit is cut between two characters, so
/// that a guest cannot fill the host's memory.
public struct LineSplitter: Sendable {
  /// What came before the next byte.
  private enum Before {
    case text
    case lineEnd
    /// A return that ended a line; a newline now belongs to it.
    case returnAfterText
    /// A return on an empty line; a newline now makes it a blank line.
    case returnAlone
  }

  /// Bytes of the longest line, where nothing else is said.
  public static let usualLimit = 64 << 10

  private var pending: [UInt8] = []
  private var before = Before.lineEnd
  private let limit: Int

  /// Makes a splitter for lines of at most `limit` bytes, 4 or more.
  public init(limit: Int = usualLimit) {
    self.limit = max(4, limit)
  }

  /// The lines that `bytes` completes.
  public mutating func push(_ bytes: some Sequence<UInt8>) -> [String] {
    var lines: [String] = []
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\n"):
        if before != .returnAfterText { lines.append(take()) }
        before = .lineEnd
      case UInt8(ascii: "\r"):
        if before == .text {
          lines.append(take())
          before = .returnAfterText
        } else if before == .lineEnd {
          before = .returnAlone
        }
      default:
        before = .text
        if pending.count >= limit { lines.append(cut(before: byte)) }
        pending.append(byte)
      }
    }
    return lines
  }

  /// The beginning of a line that has not ended: a prompt, or a progress that counts.
  public var unfinished: String { String(decoding: pending, as: UTF8.self) }

  /// The last line, if the stream ended without a newline.
  public mutating func finish() -> String? {
    pending.isEmpty ? nil : take()
  }

  private mutating func take() -> String {
    defer { pending.removeAll(keepingCapacity: true) }
    return String(decoding: pending, as: UTF8.self)
  }

  /// The full line; the beginning of the character that `byte` continues stays for the next one.
  private mutating func cut(before byte: UInt8) -> String {
    var end = pending.count
    if Self.continues(byte) {
      let first = pending.suffix(3).lastIndex { !Self.continues($0) }
      end = first ?? end
    }
    let rest = pending[end...]
    defer { pending = Array(rest) }
    return String(decoding: pending[..<end], as: UTF8.self)
  }

  private static func continues(_ byte: UInt8) -> Bool { byte & 0b1100_0000 == 0b1000_0000 }
}
