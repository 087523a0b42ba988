import BuildFoundation
import Testing

@Suite struct LineSplitterTests {
  @Test func theUnfinishedLineCanBeSeen() {
    var splitter = LineSplitter()
    #expect(splitter.unfinished == "")
    #expect(splitter.push(Array("one\nname? ".utf8)) == ["one"])
    #expect(splitter.unfinished == "name? ")
    #expect(splitter.push(Array("x\n".utf8)) == ["name? x"])
    #expect(splitter.unfinished == "")
  }

  private static let table: [([String], [String], String?)] = [
    ([], [], nil),
    ([""], [], nil),
    (["one\ntwo\n"], ["one", "two"], nil),
    (["one\ntwo"], ["one"], "two"),
    (["o", "ne\n", "t", "wo"], ["one"], "two"),
    (["\n\n"], ["", ""], nil),
    (["one\r\ntwo\r\n"], ["one", "two"], nil),
    (["one\r", "\ntwo"], ["one"], "two"),
    (["\r\n"], [""], nil),
    (["\r", "\n"], [""], nil),
    (["one\r\n\r\ntwo\r\n"], ["one", "", "two"], nil),
    (["one\n\r\ntwo"], ["one", ""], "two"),
    (["10%\r20%\r30%\n"], ["10%", "20%", "30%"], nil),
    (["10%\r\r20%"], ["10%"], "20%"),
    (["done\r\r\nnext\n"], ["done", "next"], nil),
    (["one\rtwo\n"], ["one", "two"], nil),
    (["ä\nö"], ["ä"], "ö"),
  ]

  @Test(arguments: table)
  func lines(chunks: [String], expected: [String], last: String?) {
    var splitter = LineSplitter()
    let found = chunks.flatMap { splitter.push($0.utf8) }
    #expect(found == expected)
    #expect(splitter.finish() == last)
    #expect(splitter.finish() == nil)
  }

  @Test(arguments: table)
  func chunksDoNotMatter(chunks: [String], expected: [String], last: String?) {
    var splitter = LineSplitter()
    let found = chunks.joined().utf8.flatMap { splitter.push(CollectionOfOne($0)) }
    #expect(found == expected)
    #expect(splitter.finish() == last)
  }

  @Test(
    arguments: [
      ([0x61, 0xff, 0x62, 0x0a], "a\u{FFFD}b"), ([0xc3, 0x0a], "\u{FFFD}"),
      ([0x00, 0x0a], "\0"),
    ] as [([UInt8], String)])
  func invalidTextIsReplaced(bytes: [UInt8], line: String) {
    var splitter = LineSplitter()
    #expect(splitter.push(bytes) == [line])
  }

  @Test func aCharacterCutByAChunkIsWhole() {
    var splitter = LineSplitter()
    #expect(splitter.push([0xc3]).isEmpty)
    #expect(splitter.push([0xa4, 0x0a]) == ["ä"])
  }

  @Test(
    arguments: [
      ("abcdefgh\n", ["abcd", "efgh"]), ("abcd\nefgh\n", ["abcd", "efgh"]),
      ("abcde\n", ["abcd", "e"]), ("abcd\r\n\n", ["abcd", ""]), ("abcd\n\n", ["abcd", ""]),
    ])
  func aLongLineIsCut(text: String, expected: [String]) {
    var splitter = LineSplitter(limit: 4)
    #expect(splitter.push(text.utf8) == expected)
    #expect(splitter.finish() == nil)
  }

  @Test func aCutNeverFallsInsideACharacter() {
    var splitter = LineSplitter(limit: 4)
    let found = splitter.push("abcäöü€€\n".utf8)
    #expect(found.joined() == "abcäöü€€")
    #expect(found.allSatisfy { $0.utf8.count <= 4 })
  }

  @Test func endlessInputIsBounded() {
    var splitter = LineSplitter()
    let lines = splitter.push(repeatElement(UInt8(ascii: "x"), count: 200 << 10))
    #expect(lines.map(\.utf8.count) == [64 << 10, 64 << 10, 64 << 10])
    #expect(splitter.finish()?.utf8.count == 8 << 10)
  }
}
