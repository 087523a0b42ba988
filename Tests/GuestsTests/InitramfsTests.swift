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
    #expect(try listing(of: whole)?.names == ["file"])
    let end = try #require(whole.firstRange(of: Data("TRAILER!!!".utf8))).lowerBound
    for length in 1..<end {
      let listing = try listing(of: whole.prefix(length))
      // Before there is a whole header it is not known to be an archive.
      #expect(listing == nil || listing?.names == [] && listing?.rest == 0, "\(length)")
    }
  }

  /// Contents are skipped, and headers found wherever they lie in the window that is in memory.
  @Test func largeFilesAreSkipped() throws {
    let script = """
      cd \(folder.path)
      for i in 1 2 3 4 5 6; do head -c $((i * 65536 - 110 * i)) /dev/urandom > file$i; done
      ls | cpio --quiet -o -H newc > all; head -c 300000 /dev/zero >> all; echo rest >> all
      """
    let run = try ToolRun("bash", ["-ec", script])
    #expect(run.status == 0, "\(run.output)")
    let whole = try Data(contentsOf: URL(filePath: folder.path.appending("all").string))
    let listing = try #require(try listing(of: whole))
    #expect(Set(listing.names).isSuperset(of: (1...6).map { "file\($0)" }))
    #expect(listing.rest == Int64(whole.count - 5))
  }

  private func listing(of data: Data) throws -> (names: [String], rest: Int64?)? {
    let path = folder.path.appending("part")
    try data.write(to: URL(filePath: path.string))
    let file = try FileDescriptor.open(path, .readOnly)
    return try file.closeAfter {
      var window = try FileWindow(file)
      return try CPIOListing.read(&window)
    }
  }

  private var reader: InitramfsReader { InitramfsReader(scratch: folder.path) }

  private func left() throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder.path.string))
  }
}
