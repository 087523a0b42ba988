import BuildFoundation
import Foundation
import HostKit
import SystemPackage
import TestSupport
import Testing

@Suite("Replacing files")
struct FileReplacementTests {
  private func content(_ path: FilePath) -> String? {
    FileManager.default.contents(atPath: path.string).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("the file behind links is replaced; mode, owner and links stay")
  func replacement() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.yml", "old")
    let link = folder.path.appending("b.yml")
    #expect(symlink("a.yml", link.string) == 0)
    #expect(chmod(file.string, 0o640) == 0)
    if geteuid() == 0 { #expect(chown(file.string, 65_534, 12) == 0) }
    var before = stat()
    #expect(stat(file.string, &before) == 0)
    try replaceFile(link, expected: Array("old".utf8), with: Array("new".utf8))
    var after = stat()
    #expect(lstat(file.string, &after) == 0)
    #expect(content(file) == "new")
    #expect(after.st_mode == before.st_mode)
    #expect(after.st_uid == before.st_uid && after.st_gid == before.st_gid)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.string) == "a.yml")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path.string).sorted()
        == ["a.yml", "b.yml"])
  }

  @Test("a file that changed meanwhile stays, and nothing is left beside it")
  func changed() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.yml", "theirs")
    #expect(throws: BuildError.self) {
      try replaceFile(file, expected: Array("old".utf8), with: Array("new".utf8))
    }
    #expect(content(file) == "theirs")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path.string) == ["a.yml"])
  }

  @Test("a missing file is an error, not a new file")
  func missing() throws {
    let folder = try TemporaryFolder()
    let file = folder.path.appending("none")
    #expect(throws: BuildError.self) { try replaceFile(file, expected: [], with: [1]) }
    #expect(content(file) == nil)
  }
}
