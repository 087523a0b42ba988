import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Steps

@Suite(.needs("tar", "gzip", "xz", "zstd", "bzip2")) struct ArchiveTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path.appending("tree/a").string, withIntermediateDirectories: true)
    _ = try folder.write("tree/a/file", "content")
    _ = try folder.write("outside", "x")
  }

  /// Packs with tar in the tree's folder.
  private func pack(_ arguments: [String], name: String = "archive") throws -> RecipeFile {
    let path = folder.path.appending(name)
    let run = try ToolRun(
      "tar", ["-C", folder.path.appending("tree").string, "-cf", path.string] + arguments)
    try #require(run.status == 0, "\(run.output)")
    return RecipeFile(name: name, path: path, isFolder: false, location: located(0).location)
  }

  private func extraction(_ file: RecipeFile) -> StepAction {
    .copy(
      CopyStep(
        from: file, to: located("/srv"), owner: "web", group: "adm", mode: 0o640, extract: true))
  }

  /// The name says nothing.
  @Test(arguments: [[], ["--gzip"], ["--xz"], ["--zstd"], ["--bzip2"]])
  func everyPackingIsRecognised(option: [String]) async throws {
    let guest = RecordingGuest()
    try await apply(extraction(pack(option + ["."], name: "archive.zip")), to: guest)
    #expect(guest.text("/var/tmp/.imgbuild-archive.names") == "a\na/file\n")
    let listed = try folder.write("out.tar", "")
    try Data(try #require(guest.file("/var/tmp/.imgbuild-archive")).content)
      .write(to: URL(filePath: listed.string))
    #expect(try ToolRun("tar", ["-tf", listed.string]).output == "./\n./a/\n./a/file\n")
    #expect(
      guest.commands.first?.arguments.dropFirst(4)
        == ["/var/tmp/.imgbuild-archive", "/srv", "web:adm", "640", "750"])
  }

  @Test func namesThatLeadOutAreRefused() async throws {
    let cases = [
      (["-P", folder.path.appending("outside").string], "has an absolute name"),
      (["-P", "../outside"], "leads out of the archive's folder"),
      (["--transform=s/file/f\\x0Ax/", "a/file"], "control characters"),
    ]
    for (arguments, reason) in cases {
      let guest = RecordingGuest()
      let error = await #expect(throws: BuildError.self) {
        try await apply(extraction(pack(arguments)), to: guest)
      }
      #expect(error?.code == .recipe)
      #expect(error?.message.contains(reason) == true, "\(error as Any)")
      #expect(guest.calls.isEmpty)
    }
  }

  @Test(arguments: [
    ("PK\u{3}\u{4}", "it is a zip file"), ("just text", "it is no tar archive"),
    ("", "it is no tar archive"),
  ])
  func whatIsNoTarIsRefused(content: String, reason: String) async throws {
    let path = try folder.write("x.tar.gz", content)
    let file = RecipeFile(
      name: "x.tar.gz", path: path, isFolder: false, location: located(0).location)
    let guest = RecordingGuest()
    let error = await #expect(throws: BuildError.self) {
      try await apply(extraction(file), to: guest)
    }
    #expect(error?.message.contains(reason) == true, "\(error as Any)")
    #expect(error?.hint != nil)
  }

  @Test func aDamagedArchiveIsAnError() async throws {
    let file = try pack(["--gzip", "."])
    let data = try #require(FileManager.default.contents(atPath: file.path.string))
    try data.prefix(data.count / 2).write(to: URL(filePath: file.path.string))
    let guest = RecordingGuest()
    await #expect(throws: BuildError.self) { try await apply(extraction(file), to: guest) }
    #expect(guest.calls.isEmpty)
  }

  @Test(arguments: [
    ("./a/b/", "a/b"), ("a//b", "a/b"), ("./", nil), (".", nil), ("..a/b..", "..a/b.."),
  ])
  func namesAreThoseThatTheGuestSees(line: String, name: String?) throws {
    #expect(try UnpackedArchive.name(line, doing: "x") == name)
  }

  @Test func theArchiveDecidesTheKey() throws {
    let before = try key(extraction(pack(["."])))
    _ = try folder.write("tree/a/file", "changed")
    #expect(try key(extraction(pack(["."]))) != before)
  }
}
