/// Finds what the guest says of its shell in what the shell prints.
///
/// The guest's script writes it into the same port, so that it cannot overtake the last output: a
/// record separator, a name that nobody else knows, a word and a newline.
struct ShellStream {
  private let mark: [UInt8]
  private var held: [UInt8] = []
  /// What the shell ended with.
  private(set) var status: Int32?
  /// Whether the shell has no terminal.
  private(set) var isPlain = false

  /// `nonce` is what `ShellScript` was given.
  init(nonce: String) {
    mark = Self.mark(nonce)
  }

  /// What stands before a word of the script's.
  static func mark(_ nonce: String) -> [UInt8] { [0x1e] + Array("imgbuild-\(nonce) ".utf8) }

  /// What of `bytes` is the shell's own; nothing once it has ended.
  mutating func shown(_ bytes: some Collection<UInt8>) -> [UInt8] {
    guard status == nil else { return [] }
    held += bytes
    var shown: [UInt8] = []
    while let start = held.firstIndex(of: mark[0]) {
      shown += held[..<start]
      held.removeSubrange(..<start)
      if held.starts(with: mark) {
        guard let end = held.firstIndex(of: UInt8(ascii: "\n")) else { return shown }
        let word = String(decoding: held[mark.count..<end], as: UTF8.self)
        held.removeSubrange(...end)
        if word == "plain" { isPlain = true } else { status = Int32(word) ?? 1 }
        if status != nil { return shown }
        continue
      }
      // It may be the mark's beginning, and the rest still to come.
      if mark.starts(with: held) { return shown }
      shown.append(held.removeFirst())
    }
    shown += held
    held = []
    return shown
  }
}
