/// The modes that programs of a guest have switched on, such as the alternate screen and the mouse.
///
/// A program that ends in good order switches them off again; one whose guest goes away cannot.
struct PrivateModes {
  /// Modes that a shell's user would notice, after xterm's control sequences (DEC private modes).
  private static let known: Set<Int> = [
    1, 9, 47, 66, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1015, 1047, 1049, 2004,
  ]
  /// The one mode that is on at the start: the cursor is shown.
  private static let cursor = 25
  private static let start = Array("\u{1B}[?".utf8)

  /// What was read of a sequence so far.
  private var sequence: [UInt8] = []
  private var on: Set<Int> = []
  private var isCursorHidden = false

  /// Takes what is shown.
  mutating func take(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { take(byte) }
  }

  private mutating func take(_ byte: UInt8) {
    if sequence.count < Self.start.count {
      let isNext = byte == Self.start[sequence.count]
      sequence = isNext ? sequence + [byte] : byte == Self.start[0] ? [byte] : []
      return
    }
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ";"):
      if sequence.count < 64 { sequence.append(byte) }
      return
    case UInt8(ascii: "h"): set(true)
    case UInt8(ascii: "l"): set(false)
    default: break
    }
    sequence = byte == Self.start[0] ? [byte] : []
  }

  private mutating func set(_ isOn: Bool) {
    let numbers = String(decoding: sequence.dropFirst(Self.start.count), as: UTF8.self)
      .split(separator: ";").compactMap { Int($0) }
    for number in numbers {
      if number == Self.cursor { isCursorHidden = !isOn }
      guard Self.known.contains(number) else { continue }
      if isOn { on.insert(number) } else { on.remove(number) }
    }
  }

  /// What switches all off that is still on; empty when nothing is.
  var reset: String {
    var text = on.sorted().map { "\u{1B}[?\($0)l" }.joined()
    if isCursorHidden { text += "\u{1B}[?\(Self.cursor)h" }
    return text.isEmpty ? "" : text + "\u{1B}[m"
  }
}
