import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import HostKit

@Suite struct BuildWorkspaceTests {
  private let root: TemporaryFolder
  private let folders: Folders

  init() throws {
    root = try TemporaryFolder()
    folders = Folders(
      cache: root.path.appending("cache"), state: root.path, runtime: root.path.appending("run"))
  }

  @Test func theFoldersArePrivateAndShort() async throws {
    let workspace = try await BuildWorkspace.make(recipe: "debian-apache", in: folders)
    #expect(BuildWorkspace.isID(workspace.id))
    #expect(PrivateFolder.isPrivate(workspace.scratch, userID: geteuid()))
    #expect(PrivateFolder.isPrivate(workspace.runtime, userID: geteuid()))
    #expect(workspace.scratch == folders.work.appending(workspace.id))
  }

  @Test func thePreparedFoldersArePrivate() throws {
    let folders = Folders(
      cache: root.path.appending("a/cache"), state: root.path.appending("b/state"),
      runtime: root.path.appending("c/run"))
    try folders.prepare()
    for folder in [folders.cache, folders.state, folders.runtime] {
      #expect(PrivateFolder.isPrivate(folder, userID: geteuid()), "\(folder)")
    }
    #expect(chmod(folders.runtime.string, 0o755) == 0)
    let error = #expect(throws: BuildError.self) { try folders.prepare() }
    #expect(error?.code == .host)
    #expect(error?.hint?.contains("chmod 700 \(folders.runtime)") == true)
  }

  @Test func theRecordNamesItsOwner() async throws {
    let workspace = try await BuildWorkspace.make(recipe: "debian-apache", in: folders)
    let output = root.path.appending("output/debian-apache")
    let partial = try workspace.partialOutput(for: output)
    #expect(try workspace.partialOutput(for: output) == partial)
    let path = WorkspaceRecord.path(in: workspace.scratch)
    let record = try #require(JSONFile.read(WorkspaceRecord.self, from: path))
    #expect(record.owner == .current)
    #expect(record.recipe == "debian-apache")
    #expect(record.partialOutputs == [partial.string])
    #expect(record.belongs(in: workspace.scratch))
    #expect(partial.removingLastComponent() == output.removingLastComponent())
  }

  @Test func removingLeavesNothing() async throws {
    let workspace = try await BuildWorkspace.make(recipe: "x", in: folders)
    let output = try root.write("disk.qcow2", "earlier")
    let partial = try workspace.partialOutput(for: output)
    try FileManager.default.createDirectory(
      atPath: partial.string, withIntermediateDirectories: false)
    _ = try root.write("\(partial.lastComponent?.string ?? "")/file", "unfinished")
    try await workspace.remove()
    for path in [workspace.scratch, workspace.runtime, partial] {
      #expect(!FileManager.default.fileExists(atPath: path.string), "\(path)")
    }
    #expect(FileManager.default.fileExists(atPath: output.string))
  }

  @Test func aRelativeOutputIsADefect() async throws {
    let workspace = try await BuildWorkspace.make(recipe: "x", in: folders)
    let error = #expect(throws: BuildError.self) {
      try workspace.partialOutput(for: "output/x")
    }
    #expect(error?.code == .defect)
  }

  @Test func workspacesMadeAtOnceDoNotMeet() async throws {
    let folders = folders
    let ids = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<8 {
        group.addTask { try await BuildWorkspace.make(recipe: "x", in: folders).id }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(ids.count == 8)
  }

  @Test(
    arguments: [
      ("12345678", "/run/x/12345678", [], true),
      ("12345678", "/run/x/12345678", ["/o/.a.12345678.partial"], true),
      ("12345678", "/run/x/12345679", [], false),
      ("12345678", "12345678", [], false),
      ("12345678", "/home", [], false),
      ("12345678", "/run/x/12345678", ["/home/ann"], false),
      ("12345678", "/run/x/12345678", ["/o/.a.12345678.partial/.."], false),
      ("12345678", "/run/x/12345678", ["o/.a.12345678.partial"], false),
      ("12345679", "/run/x/12345679", [], false),
      ("..", "/run/..", [], false),
    ] as [(String, String, [String], Bool)])
  func aRecordMayNameOnlyItsOwn(id: String, runtime: String, partials: [String], isFine: Bool) {
    let record = WorkspaceRecord(
      id: id, owner: .current, recipe: "x", runtime: runtime, partialOutputs: partials)
    #expect(record.belongs(in: "/cache/work/12345678") == isFine)
  }

  @Test(
    arguments: [
      (#"36 35 0:1 / \#("PATH") rw - proc proc rw"#, 1),
      (#"36 35 0:1 / \#("PATH")/a\040b/proc rw - proc proc rw"#, 1),
      (#"36 35 0:1 / \#("PATH")2/proc rw - proc proc rw"#, 0),
      (#"36 35 0:1 / / rw - ext4 /dev/vda rw"#, 0),
      ("", 0),
    ])
  func mountsBelowAFolderAreFound(line: String, count: Int) throws {
    let text = line.replacingOccurrences(of: "PATH", with: root.path.string)
    let found = WorkspaceRemoval.mountPoints(below: root.path, mountInfo: Array(text.utf8))
    #expect(found.count == count)
    if text.contains(#"\040"#) { #expect(found.first?.contains("a b") == true) }
  }

  @Test func nothingIsRemovedBelowAMount() async {
    #expect(await WorkspaceRemoval.remove("/proc")?.contains("still mounted") == true)
  }
}
