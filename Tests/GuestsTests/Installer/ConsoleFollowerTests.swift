import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Guests

@Suite struct ConsoleFollowerTests {
  private let log: ConsoleLog

  init() throws {
    log = try ConsoleLog()
  }

  @Test func onlyNewLinesAreGivenEachOnce() throws {
    var console = ConsoleFollower(log.path)
    #expect(console.newLines() == [])
    try log.append("one\r\n\r\n\u{1b}[1mtw")
    #expect(console.newLines() == ["one"])
    #expect(console.unfinishedLine == "tw")
    try log.append("o\u{1b}[0m\r\nPrompt> ")
    #expect(console.newLines() == ["two"])
    #expect(console.unfinishedLine == "Prompt>")
    #expect(console.newLines() == [])
  }

  @Test func aLogThatComesLaterIsFollowed() throws {
    let later = log.folder.path.appending("later.log")
    var console = ConsoleFollower(later)
    #expect(console.newLines() == [])
    #expect(console.unfinishedLine == nil)
    _ = try log.folder.write("later.log", "first\n")
    #expect(console.newLines() == ["first"])
  }
}
