import Testing

@testable import TerminalUI

@Suite struct EscapeSequenceTests {
  /// What is typed, with the time of each in milliseconds; whether the last completes the sequence.
  @Test(
    arguments: [
      ([("\u{1d}\u{1d}\u{1d}", 0)], true),
      ([("\u{1d}", 0), ("\u{1d}", 300), ("\u{1d}", 900)], true),
      ([("\u{1d}", 0), ("\u{1d}", 600), ("\u{1d}", 1200)], false),
      ([("\u{1d}", 0), ("\u{1d}", 600), ("\u{1d}", 1200), ("\u{1d}", 1300)], true),
      ([("\u{1d}\u{1d}", 0), ("x", 10), ("\u{1d}", 20)], false),
      ([("\u{1d}", 0)], false), ([("]]]", 0)], false), ([("", 0)], false),
    ] as [([(String, Int)], Bool)])
  func threeWithinASecond(typed: [(String, Int)], leaves: Bool) {
    var escape = EscapeSequence()
    let start = ContinuousClock.now
    let results = typed.map { text, time in
      escape.take(text.utf8, at: start + .milliseconds(time))
    }
    #expect(results.last == leaves)
  }
}

@Suite struct PrivateModesTests {
  @Test(arguments: [
    ("plain text \u{1B}[1;31mred\u{1B}[0m", ""),
    // vim, and vim that has ended.
    ("\u{1B}[?1049h\u{1B}[22;0;0t\u{1B}[?1h", "\u{1B}[?1l\u{1B}[?1049l\u{1B}[m"),
    ("\u{1B}[?1049h\u{1B}[?1h\u{1B}[?1l\u{1B}[?1049l", ""),
    ("\u{1B}[?25l", "\u{1B}[?25h\u{1B}[m"), ("\u{1B}[?25l\u{1B}[?25h", ""),
    ("\u{1B}[?1000;1006h", "\u{1B}[?1000l\u{1B}[?1006l\u{1B}[m"),
    ("\u{1B}[?7777h", ""), ("\u{1B}\u{1B}[?47h", "\u{1B}[?47l\u{1B}[m"), ("\u{1B}[?", ""),
  ]) func whatIsStillOnIsSwitchedOff(shown: String, reset: String) {
    var whole = PrivateModes()
    whole.take(shown.utf8)
    #expect(whole.reset == reset)
    var pieces = PrivateModes()
    for byte in shown.utf8 { pieces.take([byte]) }
    #expect(pieces.reset == reset)
  }
}
