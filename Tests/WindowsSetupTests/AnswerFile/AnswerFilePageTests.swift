import Foundation
import SystemPackage
import Testing

@testable import WindowsSetup

@Suite struct AnswerFilePageTests {
  @Test func thePageHasARowForEachRuleAndNoOther() throws {
    let path = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent().removingLastComponent().appending("docs/windows-answer-files.md")
    let page = try String(contentsOfFile: path.string, encoding: .utf8)
    let section = try #require(page.components(separatedBy: "## What is looked for").last)
    let rows = section.matches(of: /(?m)^\| `([a-z-]+)` \|/).map { String($0.output.1) }
    #expect(rows.sorted() == AnswerFileRule.allCases.map(\.rawValue).sorted())
  }
}
