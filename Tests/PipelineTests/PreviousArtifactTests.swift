import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline

/// Where a process may be killed, `output/web` is a whole artifact: the last one that was published.
@Suite struct PreviousArtifactTests {
  private struct Killed: Error {}

  private let folder: TemporaryFolder
  private let output: FilePath

  init() throws {
    folder = try TemporaryFolder()
    output = folder.path.appending("out")
  }

  private func artifact(_ build: Int) -> ArtifactFolder {
    ArtifactFolder(
      path: output.appending("web"), partial: output.appending(".web.0000000\(build).partial"))
  }

  /// Publishes an artifact that has the number in its file, made on that day.
  @discardableResult
  private func publish(
    _ number: Int, keeping limit: Int?,
    exchange: (FilePath, FilePath) throws -> Void = { try FakeHost().exchange($0, $1) }
  ) throws -> [String] {
    try gather(number).publish(keeping: limit, exchange: exchange)
  }

  /// Leaves an artifact that is not published yet.
  private func gather(_ number: Int) throws -> ArtifactFolder {
    let artifact = artifact(number)
    try artifact.begin()
    try artifact.write("number", Data("\(number)".utf8))
    let date = Date(timeIntervalSince1970: 1_800_000_000 + Double(number) * 86_400)
    try FileManager.default.setAttributes(
      [.modificationDate: date], ofItemAtPath: artifact.partial.string)
    return artifact
  }

  private func number(_ folder: FilePath) -> String? {
    FileManager.default.contents(atPath: folder.appending("number").string)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The numbers of the kept artifacts, newest first.
  private var kept: [String] {
    ([output.appending("web")] + artifact(0).previous().reversed()).compactMap(number)
  }

  private var hidden: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: output.string)) ?? [])
      .filter { $0.hasPrefix(".") }
  }

  @Test func theNewestAreKept() throws {
    for build in 1...5 { #expect(try publish(build, keeping: 3).isEmpty) }
    #expect(kept == ["5", "4", "3"])
    #expect(hidden.isEmpty)
    let names = artifact(0).previous().compactMap(\.lastComponent?.string)
    #expect(names == ["web.previous-2027-01-18T080000Z", "web.previous-2027-01-19T080000Z"])
    try publish(6, keeping: 2)
    #expect(kept == ["6", "5"])
    try publish(7, keeping: 1)
    #expect(kept == ["7"])
  }

  /// A clock that was ahead, and then was set back.
  @Test func theOneThatWasReplacedIsKeptWhateverTheClockSaid() throws {
    for build in [8, 9, 1, 2, 3] { try publish(build, keeping: 2) }
    #expect(kept == ["3", "2"])
  }

  /// A build by hand takes away nothing that the nightly ones keep.
  @Test func withoutALimitWhatIsKeptStays() throws {
    for build in 1...3 { try publish(build, keeping: 3) }
    try publish(4, keeping: nil)
    #expect(kept == ["4", "2", "1"])
    #expect(hidden.isEmpty)
  }

  @Test func artifactsOfOtherImagesStay() throws {
    for name in [
      "web.previous", "web.previous-1", "web.previous-x", "web2.previous-2027-01-18T080000Z",
    ] {
      try FileManager.default.createDirectory(
        atPath: output.appending(name).string, withIntermediateDirectories: true)
    }
    for build in 1...3 { try publish(build, keeping: 1) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: output.string).count == 5)
  }

  @Test func thoseOfOneSecondAreBothKept() throws {
    try publish(1, keeping: 9)
    try publish(1, keeping: 9)
    try publish(1, keeping: 9)
    #expect(kept == ["1", "1", "1"])
  }

  @Test func untilTheExchangeNothingHasChanged() throws {
    try publish(1, keeping: 3)
    try publish(2, keeping: 3)
    try publish(3, keeping: 3) { first, second in
      #expect(number(first) == "3")
      #expect(kept == ["2", "1"])
      try FakeHost().exchange(first, second)
    }
    #expect(kept == ["3", "2", "1"])
  }

  /// The older artifact is at the hidden name, which the next start removes: one is kept less.
  @Test func aKillAfterTheExchangeLeavesTheNewest() throws {
    try publish(1, keeping: 3)
    try publish(2, keeping: 3)
    let third = try gather(3)
    try FakeHost().exchange(third.partial, third.path)
    #expect(kept == ["3", "1"])
    #expect(hidden.count == 1)
    try FileManager.default.removeItem(atPath: third.partial.string)
    try publish(4, keeping: 3)
    #expect(kept == ["4", "3", "1"])
  }

  /// Killed before the oldest were removed: the next build removes them.
  @Test func aKillBeforeTheOldestAreRemovedIsMadeUpFor() throws {
    for build in 1...4 { try publish(build, keeping: 9) }
    try publish(5, keeping: 2)
    #expect(kept == ["5", "4"])
  }

  /// The oldest goes by way of the hidden name: a kill in the midst of it leaves nothing half there.
  @Test func anArtifactThatIsHalfRemovedIsNotSeen() throws {
    for build in 1...3 { try publish(build, keeping: 3) }
    let oldest = try #require(artifact(0).previous().first)
    #expect(rename(oldest.string, artifact(4).partial.string) == 0)
    #expect(kept == ["3", "2"])
  }

  @Test func fileSystemsThatCannotExchangeKeepThemToo() throws {
    for build in 1...4 { try publish(build, keeping: 2) { _, _ in throw Killed() } }
    #expect(kept == ["4", "3"])
    #expect(hidden.isEmpty)
  }

  @Test func whatCannotBePublishedLeavesTheLastOne() throws {
    try publish(1, keeping: 2)
    let second = try gather(2)
    #expect(throws: BuildError.self) {
      try second.publish(keeping: 2) { first, _ in
        try FileManager.default.removeItem(atPath: first.string)
        throw Killed()
      }
    }
    #expect(kept == ["1"])
  }
}
