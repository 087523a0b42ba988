import Testing

@testable import GuestfsKit

@Suite("Output reader")
struct OutputReaderTests {
  private static let mark = [0x1e] + Array("end\n".utf8)

  @Test(
    "gives the same lines however the bytes are cut", arguments: [1, 2, 3, 5, 100])
  func chunks(size: Int) {
    let text = "one\n\u{1e}en\u{1e}two\nthree\u{1e}end\nnot ours\n"
    var reader = OutputReader(mark: Self.mark)
    var lines: [String] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      lines += reader.push(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    #expect(lines == ["one", "\u{1e}en\u{1e}two", "three"])
    #expect(reader.isFinished)
  }

  @Test("lines come before the mark does")
  func early() {
    var reader = OutputReader(mark: Self.mark)
    #expect(reader.push(Array("a\nb".utf8)) == ["a"])
    #expect(!reader.isFinished)
    #expect(reader.finish() == ["b"])
  }

  @Test("no output at all is no line")
  func empty() {
    var reader = OutputReader(mark: Self.mark)
    #expect(reader.push(Self.mark) == [])
    #expect(reader.isFinished)
  }
}
