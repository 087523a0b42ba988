/// Sees the keys by which a person leaves a shell: Ctrl-] three times within a second.
///
/// As in `machinectl shell`; once only, as in `virsh console`, would take the key from editors, and `~.`
/// would end the SSH session that many work through.
struct EscapeSequence {
  /// What to press, for the reader.
  static let words = "Ctrl-] three times within a second"
  private static let key: UInt8 = 0x1d
  private static let count = 3
  private static let time = Duration.seconds(1)

  private var pressed: [ContinuousClock.Instant] = []

  /// Takes what was typed at one moment, and says whether it completes the sequence.
  mutating func take(
    _ bytes: some Sequence<UInt8>, at now: ContinuousClock.Instant = .now
  ) -> Bool {
    for byte in bytes {
      guard byte == Self.key else {
        pressed = []
        continue
      }
      pressed = pressed.filter { now - $0 < Self.time } + [now]
      if pressed.count == Self.count { return true }
    }
    return false
  }
}
