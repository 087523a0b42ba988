import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import WindowsSetup

@Suite struct HostileAnswerFileTests {
  private func rules(_ bytes: [UInt8]) -> [AnswerFileRule] {
    AnswerFileLinter().findings(in: bytes).map(\.rule)
  }

  private func utf16(_ text: String, isLittle: Bool, hasMark: Bool) -> [UInt8] {
    ((hasMark ? [0xFEFF] : []) + Array(text.utf16)).flatMap {
      isLittle ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)]
    }
  }

  @Test(.timeLimit(.minutes(1))) func aTruncatedFileIsNotWellFormed() throws {
    let bytes = Array(try AnswerFile(.full(.server2022, .uefi)).text.utf8)
    for length in stride(from: 0, to: bytes.count - 2, by: 37) {
      #expect(rules(Array(bytes.prefix(length))) == [.notWellFormed], "\(length)")
    }
  }

  @Test(.timeLimit(.minutes(1))) func largeAndDeepFilesEndAtOnce() {
    let wide = String(repeating: "<a/>", count: 200_000)
    #expect(rules(Array(repeating: 0x20, count: 10 << 20)) == [.unreadable])
    #expect(rules(Array("<r>\(wide)</r>".utf8)) == [.unreadable])
    #expect(rules(Array(String(repeating: "<a>", count: 300_000).utf8)) == [.unreadable])
    #expect(rules(Array(("<r " + String(repeating: "a", count: 900_000)).utf8)) == [.notWellFormed])
    #expect(rules(Array(("<r>" + String(repeating: "&", count: 900_000)).utf8)) == [.notWellFormed])
    #expect(
      rules(Array(("<r>" + String(repeating: " ", count: 900_000) + "</r>").utf8)) == [.root])
    #expect(
      rules(Array(("<!--" + String(repeating: "-", count: 900_000)).utf8)) == [.notWellFormed])
  }

  @Test func entitiesAreNeitherExpandedNorFetched() {
    let laughs = """
      <?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">
      <!ENTITY c "&b;&b;&b;&b;">]><unattend>&c;</unattend>
      """
    let outside = """
      <!DOCTYPE l SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>
      <unattend>&x;</unattend>
      """
    #expect(rules(Array(laughs.utf8)) == [.documentType])
    #expect(rules(Array(outside.utf8)) == [.documentType])
    #expect(rules(Array("<unattend>&x;</unattend>".utf8)) == [.notWellFormed])
  }

  @Test func encodingsAreToldByTheirMarks() throws {
    let text = try AnswerFile(.full(.server2022, .uefi)).text
    let utf16Text = text.replacing("utf-8", with: "utf-16")
    #expect(rules([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == [])
    for isLittle in [true, false] {
      #expect(rules(utf16(utf16Text, isLittle: isLittle, hasMark: true)) == [])
      #expect(rules(utf16(utf16Text, isLittle: isLittle, hasMark: false)) == [])
      #expect(
        rules(utf16(utf16Text, isLittle: isLittle, hasMark: true).dropLast()) == [.unreadable])
    }
    let lone: [UInt8] = [0xFF, 0xFE, 0x3C, 0x00, 0x00, 0xD8]
    #expect(rules(lone) == [.unreadable])
    #expect(rules([0x3C, 0x61, 0xFF, 0x3E]) == [.unreadable])
    let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><r>".utf8) + [0xE4]
    #expect(rules(latin + Array("</r>".utf8)) == [.root])
  }

  @Test(arguments: [
    "", " ", "\n\n", "hello", "{\"a\": 1}", "MZ\u{90}", "<", "<>", "</a>", "<a", "<a b>",
    "<a b=c/>",
    "<a b='1' b='2'/>", "<a b='<'/>", "<a b='1'c='2'/>", "<a></b>", "<a/><b/>", "<a/>text",
    "<a>]]></a>",
    "<a><![CDATA[</a>", "<![CDATA[x]]>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#x;</a>",
    "<a>&#;</a>",
    "<a>&amp</a>", "<a>&nbsp;</a>", "<a>\u{1}</a>", "<!-- -- --><a/>", "<!--", "<?x", "<a:b/>",
    "<:a/>",
    "<a:/>", "<1a/>", " <?xml version='1.0'?><a/>", "<a b:c='1'/>", "<a xmlns:b='u'><b:c:d/></a>",
    "<a>&#99999999999;</a>", "<a>&#x1F600", "\u{FEFF}\u{FEFF}<a/>",
  ])
  func whatIsNotXMLIsOneFinding(text: String) {
    #expect(rules(Array(text.utf8)) == [.notWellFormed])
  }

  /// The judge is expat, asked by Python: it refuses undeclared prefixes too, as Windows does.
  @Test(.needs("python3"), .timeLimit(.minutes(2)))
  func changedBytesAreJudgedAsExpatJudgesThem() throws {
    let good = Array(try AnswerFile(.full(.server2022, .uefi)).text.utf8)
    var random = SplitMix(state: 22)
    let changed = (0..<500).map { _ in Self.changed(good, &random) }
    let folder = try TemporaryFolder()
    let list = try folder.write(
      "changed", changed.map { Data($0).base64EncodedString() }.joined(separator: "\n"))
    let judge = try folder.write("judge.py", Self.judge)
    let run = try ToolRun("python3", [judge.string, list.string])
    try #require(run.status == 0, "\(run.output)")
    let verdicts = run.output.split(separator: "\n")
    try #require(verdicts.count == changed.count)
    for (bytes, verdict) in zip(changed, verdicts) {
      let fault = AnswerFileLinter().findings(in: bytes).first {
        [.notWellFormed, .documentType, .unreadable].contains($0.rule)
      }
      #expect((fault == nil) == (verdict == "right"), "\(fault?.message ?? "right"): \(verdict)")
    }
    // A judge that says the same of everything would agree too.
    #expect((50...450).contains(verdicts.count { $0 == "right" }))
  }

  private static func changed(_ good: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    let interesting = Array("<>&'\"/=!-? \n]x;:#\u{0}".utf8)
    var bytes = good
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[index] = interesting.randomElement(using: &random) ?? 0
      case 1: bytes.remove(at: index)
      default: bytes.insert(interesting.randomElement(using: &random) ?? 0, at: index)
      }
    }
    return bytes
  }

  private static let judge = """
    import base64, sys, xml.parsers.expat
    for line in open(sys.argv[1]):
        parser = xml.parsers.expat.ParserCreate(namespace_separator="|")
        try:
            parser.Parse(base64.b64decode(line), True)
            print("right")
        except Exception as error:
            print(error)

    """
}
