import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import HostKit

@Suite struct FoldersTests {
  @Test(
    arguments: [
      (["HOME": "/home/a"], "/home/a/.cache/imgbuild", "/home/a/.local/state/imgbuild"),
      (
        ["HOME": "/home/a", "XDG_CACHE_HOME": "/c", "XDG_STATE_HOME": "/s/"], "/c/imgbuild",
        "/s/imgbuild"
      ),
      (
        ["HOME": "/home/a", "XDG_CACHE_HOME": "relative", "XDG_STATE_HOME": ""],
        "/home/a/.cache/imgbuild", "/home/a/.local/state/imgbuild"
      ),
    ])
  func foldersFollowTheEnvironment(environment: [String: String], cache: String, state: String) {
    let folders = Folders(environment: environment, userID: 1000)
    #expect(folders.cache.string == cache)
    #expect(folders.state.string == state)
  }

  @Test(
    arguments: [
      (nil, 1000, "/tmp/imgbuild-1000"), (nil, 0, "/run/imgbuild"),
      ("/no/such/folder", 1000, "/tmp/imgbuild-1000"), ("run", 0, "/run/imgbuild"),
      // Somebody else's, or open to all.
      ("/proc/self", 1000, "/tmp/imgbuild-1000"), ("/tmp", 0, "/run/imgbuild"),
    ] as [(String?, UInt32, String)])
  func runtimeFolderWithoutAPrivateOne(variable: String?, userID: UInt32, expected: String) {
    var environment = ["HOME": "/home/a"]
    environment["XDG_RUNTIME_DIR"] = variable
    #expect(Folders(environment: environment, userID: userID).runtime.string == expected)
  }

  @Test func aPrivateRuntimeFolderIsTakenIfItIsShort() throws {
    let short = FilePath("/tmp/ib-\(getpid())")
    let long = short.appending("a-name-that-takes-too-much")
    try PrivateFolder.make(long)
    defer { try? FileManager.default.removeItem(atPath: short.string) }
    func runtime(_ path: FilePath) -> FilePath {
      Folders(environment: ["XDG_RUNTIME_DIR": path.string], userID: geteuid()).runtime
    }
    #expect(runtime(short) == short.appending("imgbuild"))
    #expect(runtime(long) != long.appending("imgbuild"))
  }

  @Test func aFolderThatOthersCanEnterIsRefused() throws {
    let folder = try TemporaryFolder()
    let open = folder.path.appending("open")
    try PrivateFolder.make(open)
    #expect(PrivateFolder.isPrivate(open, userID: geteuid()))
    #expect(!PrivateFolder.isPrivate(open, userID: geteuid() + 1))
    chmod(open.string, 0o750)
    #expect(throws: (any Error).self) { try PrivateFolder.make(open) }
  }

  @Test func aLinkIsNoPrivateFolder() throws {
    let folder = try TemporaryFolder()
    let link = folder.path.appending("link")
    try FileManager.default.createSymbolicLink(
      atPath: link.string, withDestinationPath: folder.path.string)
    #expect(throws: (any Error).self) { try PrivateFolder.make(link) }
  }
}
