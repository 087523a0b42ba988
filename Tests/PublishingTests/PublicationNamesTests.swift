import Testing

@testable import Publishing

@Suite struct PublicationNamesTests {
  @Test func namesStayWithinGlancesLimit() {
    let long = String(repeating: "ü", count: 255)
    #expect(ArchivedName.unfinished(long).count == 255)
    #expect(ArchivedName.unfinished("web") == "web (not finished)")
    #expect(PublicationTag("web").text == "imgbuild:web")
    let tag = PublicationTag(long).text
    #expect(tag.count <= 255 && tag != PublicationTag(long + "x").text)
  }
}
