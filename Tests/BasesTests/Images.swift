import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport

@testable import Bases

/// Small disks in every format, all with the same content.
struct Images {
  static let size = ByteCount.mebibytes(8)
  /// Where the disk has something else than zeroes.
  static let mark = "imgbuild test disk"

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var content = Data(count: Int(Self.size.bytes))
    content.replaceSubrange(1 << 20..<(1 << 20) + Self.mark.utf8.count, with: Self.mark.utf8)
    // Something that does not compress, so that transfers have a length.
    var state: UInt32 = 1
    for offset in 0..<300_000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      content[2 << 20 + offset] = UInt8(state >> 24)
    }
    try content.write(to: URL(filePath: path("disk.raw")))
  }

  func path(_ name: String) -> String { folder.path.appending(name).string }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path(name))))
  }

  /// The disk as a file of another format, with options of qemu-img.
  func converted(to name: String, _ format: String, _ options: [String] = []) throws -> [UInt8] {
    try run(
      "qemu-img",
      ["convert", "-f", "raw", "-O", format] + options + [path("disk.raw"), path(name)])
    return try bytes(name)
  }

  /// The disk packed by a tool that leaves `disk.raw` alone.
  func packed(by tool: String, suffix: String) throws -> [UInt8] {
    try run("sh", ["-c", "\(tool) -c \(path("disk.raw")) > \(path("disk.raw\(suffix)"))"])
    return try bytes("disk.raw\(suffix)")
  }

  func run(_ program: String, _ arguments: [String]) throws {
    let run = try ToolRun(program, arguments)
    guard run.status == 0 else { throw BuildError(.defect, "\(program): \(run.output)") }
  }

  /// Whether a qcow2 file holds the disk.
  func isDisk(_ file: FilePath) throws -> Bool {
    let run = try ToolRun(
      "qemu-img", ["compare", "-f", "raw", "-F", "qcow2", path("disk.raw"), file.string])
    return run.status == 0
  }
}

extension BuildScratch {
  static func sample(_ folder: TemporaryFolder) -> BuildScratch {
    BuildScratch(
      id: "b", folder: folder.path, onProcess: { _, _ in }, partialOutput: { $0 })
  }
}

/// A host of one test: fetches without waiting between attempts, and keeps what is said.
final class Fetching: Sendable {
  let folder: TemporaryFolder
  let events = EventRecorder()

  init() throws {
    folder = try TemporaryFolder()
  }

  var downloads: FilePath { folder.path.appending("downloads") }

  var fetcher: FileFetcher {
    FileFetcher(downloads: downloads, report: report, pause: { _ in })
  }

  var report: StepReport { StepReport("base", to: events) }

  var warnings: [String] {
    events.events.compactMap {
      if case .notice(.warning, let message) = $0.kind { message } else { nil }
    }
  }

  /// The names of the whole files that were kept.
  var kept: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: downloads.string)) ?? []
    return names.filter {
      $0.hasPrefix("sha") && !$0.hasSuffix(".lock") && !$0.contains(".partial")
    }
  }

  /// The names of the unfinished ones.
  var partial: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: downloads.string)) ?? []
    return names.filter { $0.contains(".partial") }
  }

  /// The base of `source` as a build makes it; the disk is `disk.qcow2` in the folder.
  func make(
    _ source: FileSource, format: ImageBase.Format? = nil, diskSize: ByteCount? = nil
  ) async throws -> (disk: FilePath, inputs: [String: String]) {
    let pinned = try await fetcher.pin(source)
    let base = ImageDisk(
      ImageBase(source, format: format.map { located($0) }), pinned, diskSize: diskSize,
      downloads: downloads)
    let disk = folder.path.appending("disk.qcow2")
    let inputs = try await base.makeDisk(
      at: disk, scratch: .sample(folder), host: FakeInstallerHost(), report: report)
    return (disk, inputs)
  }
}

func source(_ urls: String..., checksum: Checksum? = nil) -> FileSource {
  FileSource(.urls(urls.map { located($0) }), checksum: checksum)
}
