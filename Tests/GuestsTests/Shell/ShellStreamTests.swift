import Testing

@testable import Guests

@Suite struct ShellStreamTests {
  private static let end = "\u{1e}imgbuild-N "

  @Test(arguments: [
    ("hello", "hello", nil, false),
    ("bye\(end)0\n", "bye", 0, false),
    ("\(end)plain\n$ \(end)3\nlost", "$ ", 3, true),
    ("a\u{1e}b \u{1e}imgbuild-M 4\n", "a\u{1e}b \u{1e}imgbuild-M 4\n", nil, false),
    ("x\(end)odd\n", "x", 1, false),
    ("x\(end)12", "x", nil, false),
  ])
  func wordsOfTheScriptAreNotShown(
    text: String, shown: String, status: Int32?, isPlain: Bool
  ) {
    let bytes = Array(text.utf8)
    // However the bytes are cut, the result is the same.
    for size in [1, 2, 5, bytes.count] {
      var stream = ShellStream(nonce: "N")
      var result: [UInt8] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        result += stream.shown(bytes[start..<min(start + size, bytes.count)])
      }
      #expect(String(decoding: result, as: UTF8.self) == shown)
      #expect(stream.status == status)
      #expect(stream.isPlain == isPlain)
    }
  }
}
