import BuildFoundation
import Foundation
import Synchronization
import SystemPackage
import Testing

@testable import LibvirtKit

struct OutputFollowerTests {
  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
  }

  @Test(arguments: [
    (["one\ntwo\n", "\nEND\n"], ["one", "two"]),
    (["one", "\nEND\n"], ["one"]),
    (["a\n\n\nb\n\n", "\nEND\n"], ["a", "", "", "b", ""]),
    (["\nEND\nlater\n"], []),
    (["spl", "it\n\nEN", "D\n"], ["split"]),
  ])
  func givesLinesUpToTheMark(chunks: [String], expected: [String]) throws {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "follow-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("before\n".utf8).write(to: file)
    let lines = Lines()
    let follower = try OutputFollower(FilePath(file.path()), mark: "END") { line in
      lines.all.withLock { $0.append(line) }
    }
    let writer = try FileHandle(forWritingTo: file)
    try writer.seekToEnd()
    for (index, chunk) in chunks.enumerated() {
      try writer.write(contentsOf: Data(chunk.utf8))
      #expect(try follower.pump() == (index == chunks.count - 1))
    }
    follower.finish()
    #expect(lines.all.withLock { $0 } == expected)
  }

  @Test func keepsWhatCameWithoutAMark() throws {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "follow-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data().write(to: file)
    let lines = Lines()
    let follower = try OutputFollower(FilePath(file.path()), mark: "END") { line in
      lines.all.withLock { $0.append(line) }
    }
    try Data("one\nrest".utf8).write(to: file)
    #expect(try !follower.pump())
    follower.finish()
    #expect(lines.all.withLock { $0 } == ["one", "rest"])
  }

  @Test func missingFileIsAnError() {
    #expect(throws: BuildError.self) {
      try OutputFollower("/no/such/file", mark: "END") { _ in }
    }
  }
}
