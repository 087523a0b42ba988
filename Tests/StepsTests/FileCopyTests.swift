import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Steps

@Suite struct FileCopyTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let files = FileManager.default
    for name in ["site", "site/b", "site/a"] {
      try files.createDirectory(
        atPath: folder.path.appending(name).string, withIntermediateDirectories: true)
      try set(0o755, name)
    }
    _ = try folder.write("site/index.html", "index")
    _ = try folder.write("site/a/run.sh", "run")
    try set(0o644, "site/index.html")
    try set(0o755, "site/a/run.sh")
    try set(0o750, "site/b")
    try files.createSymbolicLink(
      atPath: folder.path.appending("site/current").string, withDestinationPath: "a")
  }

  private func set(_ mode: Int, _ name: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: folder.path.appending(name).string)
  }

  private func copy(
    _ name: String, to target: String, owner: String = "root", mode: UInt16? = nil
  ) -> StepAction {
    .copy(
      CopyStep(
        from: RecipeFile(
          name: name, path: folder.path.appending(FilePath(name).components), isFolder: true,
          location: located(0).location),
        to: located(target), owner: owner, group: owner, mode: mode))
  }

  @Test func aTreeArrivesAsItIs() async throws {
    let guest = RecordingGuest()
    try await apply(copy("site", to: "/var/www/site"), to: guest)
    #expect(
      guest.calls == [
        "folder /var/www", "folder /var/www/site", "folder /var/www/site/a",
        "write /var/www/site/a/run.sh", "folder /var/www/site/b",
        "run ln -sfn a /var/www/site/current", "write /var/www/site/index.html",
      ])
    #expect(guest.text("/var/www/site/index.html") == "index")
    #expect(guest.file("/var/www/site/index.html")?.attributes == FileAttributes(mode: 0o644))
    #expect(guest.file("/var/www/site/a/run.sh")?.attributes.mode == 0o755)
    #expect(guest.folder("/var/www/site/b")?.mode == 0o750)
  }

  @Test func theRecipesModeAndOwnerCount() async throws {
    let guest = RecordingGuest()
    try await apply(copy("site", to: "/srv", owner: "www-data", mode: 0o640), to: guest)
    let file = FileAttributes(mode: 0o640, owner: "www-data", group: "www-data")
    #expect(guest.file("/srv/index.html")?.attributes == file)
    // A folder must be searchable for those who may read it.
    #expect(
      guest.folder("/srv/a")
        == FileAttributes(mode: 0o750, owner: "www-data", group: "www-data"))
  }

  @Test(arguments: [("/page", ["write /page"]), ("/a/b/c", ["folder /a/b", "write /a/b/c"])])
  func oneFileGetsItsTargetsName(target: String, calls: [String]) async throws {
    let guest = RecordingGuest()
    try await apply(copy("site/index.html", to: target), to: guest)
    #expect(guest.calls == calls)
  }

  @Test func aLinkAtTheRootIsFollowed() async throws {
    let guest = RecordingGuest()
    try await apply(copy("site/current", to: "/a"), to: guest)
    #expect(guest.text("/a/run.sh") == "run")
  }

  /// Everything that arrives in the guest decides the key.
  @Test func whatIsCopiedDecidesTheKey() throws {
    let action = copy("site", to: "/srv")
    var keys = [try key(action)]
    let changes: [() throws -> Void] = [
      { _ = try folder.write("site/index.html", "changed") },
      { try set(0o600, "site/index.html") },
      { try set(0o700, "site/b") },
      { _ = try folder.write("site/b/new", "") },
      {
        let link = folder.path.appending("site/current").string
        unlink(link)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "b")
      },
    ]
    for change in changes {
      try change()
      keys.append(try key(action))
    }
    #expect(Set(keys).count == keys.count)
    #expect(try key(action) == keys.last)
  }

  @Test func timesDecideNothing() throws {
    let action = copy("site", to: "/srv")
    let before = try key(action)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)],
      ofItemAtPath: folder.path.appending("site/index.html").string)
    #expect(try key(action) == before)
  }

  @Test func specialFilesAreRefused() throws {
    #expect(mkfifo(folder.path.appending("site/pipe").string, 0o600) == 0)
    let error = #expect(throws: BuildError.self) { try key(copy("site", to: "/srv")) }
    #expect(error?.code == .recipe)
    #expect(error?.message.contains("site/pipe is neither a file") == true, "\(error as Any)")
  }

  @Test func aMissingSourceIsTheRecipesFault() throws {
    let error = #expect(throws: BuildError.self) { try key(copy("none", to: "/srv")) }
    #expect(error?.code == .recipe)
  }

  @Test func theOrderOfATreeIsItsOwn() throws {
    let paths = try HostTree(folder.path.appending("site")).entries.map(\.relativePath)
    #expect(paths == ["", "a", "a/run.sh", "b", "current", "index.html"])
  }
}
