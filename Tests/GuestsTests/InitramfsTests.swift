import Foundation
import HostKit
import SystemPackage
import TestSupport
import Testing

@testable import Guests

@Suite(.needs("cpio", "gzip", "xz", "zstd", "bzip2"))
struct InitramfsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Names of archives, one after another, each packed by a program or not at all.
  @Test(arguments: [
    ([("early", "")], ["early"]),
    ([("main", "gzip")], ["main"]),
    ([("early", ""), ("main", "gzip")], ["early", "main"]),
    ([("early", ""), ("main", "xz")], ["early", "main"]),
    ([("early", ""), ("main", "bzip2")], ["early", "main"]),
    ([("early", ""), ("more", ""), ("main", "zstd")], ["early", "more", "main"]),
  ])
  func archivesFollowEachOther(parts: [(String, String)], found: [String]) async throws {
    var script = "cd \(folder.path) && : > all"
    for (name, program) in parts {
      let pack = program.isEmpty ? "" : " | \(program) -c"
      script += """
         && mkdir \(name) && printf %s \(name) > \(name)/virtio_\(name).ko
        (cd \(name) && find . | cpio --quiet -o -H newc\(pack)) >> all || exit 1
        # What the kernel's own tools do between archives.
        truncate -s %512 all
        """.replacing("truncate", with: program.isEmpty ? "truncate" : "true")
    }
    let run = try ToolRun("bash", ["-c", script])
    #expect(run.status == 0, "\(run.output)")
    let names = try await reader.names(in: folder.path.appending("all"))
    #expect(try #require(names).filter { $0.hasSuffix(".ko") } == found.map { "virtio_\($0).ko" })
    #expect(try left() == Set(parts.map(\.0) + ["all"]))
  }

  @Test(arguments: [
    Array("070701".utf8), Array(repeating: 0x30, count: 200), Array("no archive".utf8),
    [0x1f, 0x8b, 0x08, 0, 0, 0, 1, 2, 3], [0x28, 0xb5, 0x2f, 0xfd],
    Array("070701".utf8) + Array(repeating: 0x46, count: 104),
    Array("070701".utf8) + Array(repeating: 0x30, count: 104),
  ])
  func damageIsNoListing(bytes: [UInt8]) async throws {
    let file = folder.path.appending("all")
    try Data(bytes).write(to: URL(filePath: file.string))
    #expect(try await reader.names(in: file) == nil)
    #expect(try left() == ["all"])
  }

  /// Cut anywhere, an archive must not be read beyond its end.
  @Test func aCutArchiveIsNoListing() throws {
    let run = try ToolRun(
      "bash",
      [
        "-c",
        "cd \(folder.path) && echo content > file && echo file | cpio --quiet -o -H newc > all",
      ])
    #expect(run.status == 0, "\(run.output)")
    let whole = try Data(contentsOf: URL(filePath: folder.path.appending("all").string))
    #expect(CPIOListing.read(whole)?.names == ["file"])
    let end = try #require(whole.firstRange(of: Data("TRAILER!!!".utf8))).lowerBound
    for length in 1..<end {
      let listing = CPIOListing.read(whole.prefix(length))
      // Before there is a whole header it is not known to be an archive.
      #expect(listing == nil || listing?.names == [] && listing?.rest == 0, "\(length)")
    }
  }

  private var reader: InitramfsReader { InitramfsReader(scratch: folder.path) }

  private func left() throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder.path.string))
  }
}
