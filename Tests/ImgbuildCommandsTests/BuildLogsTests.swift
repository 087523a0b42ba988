import BuildFoundation
import Foundation
import HostKit
import SystemPackage
import TestSupport
import Testing

@testable import ImgbuildCommands

@Suite struct BuildLogsTests {
  private let folder: TemporaryFolder
  private let folders: Folders

  init() throws {
    folder = try TemporaryFolder()
    folders = Folders(
      cache: folder.path.appending("cache"), state: folder.path.appending("state"),
      runtime: folder.path.appending("run"))
  }

  private func kept(_ name: String) -> [String] {
    let all = folders.state.appending("logs").appending(name)
    return ((try? FileManager.default.contentsOfDirectory(atPath: all.string)) ?? []).sorted()
  }

  @Test func aBuildHasAFolderWithTimeAndName() throws {
    let logs = try BuildLogs(name: "web", build: "b1", folders: folders)
    let name = try #require(logs.folder.lastComponent?.string)
    #expect(name.wholeMatch(of: /20\d\d-\d\d-\d\dT\d{6}Z?-b1/) != nil, "\(name)")
    for file in [logs.console, logs.appliance] {
      #expect(FileManager.default.fileExists(atPath: file.string))
    }
  }

  @Test func theOldestGo() throws {
    let all = folders.state.appending("logs").appending("web")
    for day in 10..<30 {
      try FileManager.default.createDirectory(
        atPath: all.appending("2020-01-\(day)T000000-x").string,
        withIntermediateDirectories: true)
    }
    let other = try BuildLogs(name: "db", build: "b1", folders: folders)
    let logs = try BuildLogs(name: "web", build: "b1", folders: folders)
    #expect(kept("web").count == 10)
    #expect(kept("web").first == "2020-01-21T000000-x")
    #expect(kept("web").last == logs.folder.lastComponent?.string)
    #expect(kept("db") == [other.folder.lastComponent?.string])
  }

  /// A clock that was ahead, and then was set back.
  @Test func itsOwnStayWhateverTheClockSaid() throws {
    let all = folders.state.appending("logs").appending("web")
    for day in 10..<30 {
      try FileManager.default.createDirectory(
        atPath: all.appending("2099-01-\(day)T000000-x").string,
        withIntermediateDirectories: true)
    }
    let logs = try BuildLogs(name: "web", build: "b1", folders: folders)
    #expect(kept("web").count == 10)
    #expect(kept("web").first == logs.folder.lastComponent?.string)
    #expect(FileManager.default.fileExists(atPath: logs.console.string))
  }

  @Test func aFolderThatCannotBeMadeIsTheHostsFault() throws {
    let file = try folder.write("file", "")
    let blocked = Folders(cache: file, state: file, runtime: file)
    let error = #expect(throws: BuildError.self) {
      try BuildLogs(name: "web", build: "b1", folders: blocked)
    }
    #expect(error?.code == .host)
  }
}
