import BuildFoundation
import Testing

@testable import WindowsSetup

@Suite struct WimReaderTests {
  private static let one = #"<WIM><IMAGE INDEX="1"><NAME>A</NAME></IMAGE></WIM>"#

  private func images(_ bytes: [UInt8], by chunk: Int = 4096) throws -> [WindowsMediumImage] {
    var reader = WimReader()
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      try Array(bytes[start...].prefix(chunk)).withUnsafeBytes { try reader.read($0) }
    }
    return try reader.images()
  }

  private func fault(_ wim: WimBytes) -> WimFault? {
    #expect(throws: WimFault.self) { try images(wim.bytes) }
  }

  /// However the bytes are cut on their way.
  @Test(arguments: [1, 7, 207, 208, 209, 1208, 1209, 100_000])
  func theListIsFound(chunk: Int) throws {
    let bytes = WimBytes(Self.one).bytes
    #expect(try images(bytes, by: chunk) == [WindowsMediumImage(index: 1, name: "A")])
  }

  @Test func aListWithoutAMarkIsRead() throws {
    #expect(try images(WimBytes(Self.one, mark: false).bytes).map(\.name) == ["A"])
  }

  @Test func allIsTakenFromTheList() throws {
    let xml = """
      <WIM><TOTALBYTES>5</TOTALBYTES>
      <IMAGE INDEX="2"><NAME>B</NAME></IMAGE>
      <IMAGE INDEX="1"><TOTALBYTES>17179869184</TOTALBYTES>
      <WINDOWS><ARCH>12</ARCH><PRODUCTNAME>x</PRODUCTNAME><EDITIONID>Professional</EDITIONID>
      <INSTALLATIONTYPE>Client</INSTALLATIONTYPE>
      <LANGUAGES><LANGUAGE>de-DE</LANGUAGE><LANGUAGE>en-US</LANGUAGE><DEFAULT>en-US</DEFAULT></LANGUAGES>
      <VERSION><MAJOR>10</MAJOR><BUILD>26100</BUILD><SPBUILD>1742</SPBUILD></VERSION></WINDOWS>
      <NAME>Windows 11 Pro</NAME><DESCRIPTION>d</DESCRIPTION>
      <DISPLAYNAME>Pro &amp; more</DISPLAYNAME></IMAGE></WIM>
      """
    let found = try images(WimBytes(xml).bytes)
    #expect(found.map(\.index) == [1, 2])
    #expect(
      found.first
        == WindowsMediumImage(
          index: 1, name: "Windows 11 Pro", displayName: "Pro & more", editionID: "Professional",
          architecture: .arm64, build: 26100, installationType: "Client",
          languages: ["de-DE", "en-US"], defaultLanguage: "en-US", size: .gibibytes(16)))
    #expect(found.first?.version == .windows11)
  }

  private static let damages: [(String, @Sendable (inout WimBytes) -> Void)] = [
    ("it is no WIM file", { $0.magic = "WLPWM\0\0\0" }),
    ("it is no WIM file", { $0.magic = "MZ\0\0\0\0\0\0" }),
    ("said to be compressed", { $0.flags = 6 }),
    ("said to be compressed", { $0.original = 1 << 40 }),
    ("it does not say where", { $0.offset = 12 }),
    ("it does not say where", { $0.offset = .max }),
    ("it does not say where", { $0.size = 0 }),
    ("said to have 2097152 bytes", { $0.size = 2 << 20 }),
    ("said to have 72057594037927935 bytes", { $0.size = 1 << 56 - 1 }),
    ("before the list of its images", { $0.offset = 1 << 50 }),
    ("before the list of its images", { $0.size = 5000 }),
  ]

  @Test(arguments: damages)
  func aDamagedHeaderIsSaid(words: String, change: @Sendable (inout WimBytes) -> Void) {
    var wim = WimBytes(Self.one)
    change(&wim)
    let message = fault(wim)?.message ?? ""
    #expect(message.contains(words), "\(message)")
  }

  @Test(arguments: [
    (#"<!DOCTYPE WIM [<!ENTITY a SYSTEM "file:///etc/passwd">]><WIM>&a;</WIM>"#, "document type"),
    (#"<WIM><IMAGE INDEX="1"><NAME>&a;</NAME></IMAGE></WIM>"#, "&a;"),
    ("<WIM></WIM>", "there is no image in it"),
    ("<HTML/>", "it begins with <HTML>"),
    ("<WIM><IMAGE><NAME>A</NAME></IMAGE></WIM>", "one without a number"),
    (#"<WIM><IMAGE INDEX="0"/></WIM>"#, "one without a number"),
    (#"<WIM><IMAGE INDEX="1"/><IMAGE INDEX="1"/></WIM>"#, "number 1 twice"),
    ("<WIM><IMAGE", "cannot be read"),
    ("nothing", "cannot be read"),
    (String(repeating: "<a>", count: 200), "more elements"),
    ("<WIM>" + String(repeating: "<a/>", count: 60_000) + "</WIM>", "more elements"),
  ]) func aBadListIsSaid(xml: String, words: String) {
    let message = fault(WimBytes(xml))?.message ?? ""
    #expect(message.contains(words), "\(message)")
  }

  @Test(arguments: [0, 1, 100, 207]) func aFileThatIsCutInItsHeaderIsSaidToBe(size: Int) {
    let error = #expect(throws: WimFault.self) {
      try images(Array(WimBytes(Self.one).bytes.prefix(size)))
    }
    #expect(error?.isCut == true)
  }
}
