import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import LibvirtKit

extension EmbeddedTests.GuestAgentTests {
  /// Where the root of the test image begins.
  private static let rootOffset = 134_217_728

  /// The disk of the running guest is copied with its file systems frozen, and what the guest writes
  /// meanwhile is on its own disk afterwards.
  func checkStillDisk(_ agent: GuestAgent, _ disk: FilePath, folder: FilePath) async throws {
    let domain = agent.domain
    let before = try await domain.disks()
    let copy = folder.appending("copy.raw")
    try await agent.write("/root/before", Array("before\n".utf8))
    let overlay = SnapshotOverlay(beside: disk, id: "agent")
    try await domain.withStillDisk("vda", overlay: overlay, uri: "u") { still in
      #expect(still.unfrozen == nil)
      // Not frozen any more, and written elsewhere.
      try await agent.write("/root/meanwhile", Array("meanwhile\n".utf8))
      try Self.convert(disk, to: copy)
    }
    #expect(try await domain.disks() == before)
    #expect(try await domain.state() == .running)
    #expect(!FileManager.default.fileExists(atPath: overlay.path.string))
    #expect(try await agent.read("/root/meanwhile") == Array("meanwhile\n".utf8))
    #expect(try Self.file("/root/before", on: copy) == "before\n")
    #expect(try Self.file("/root/meanwhile", on: copy).isEmpty)
    // A frozen file system needs no journal to be whole. Files that are deleted and still open stay in
    // its list of orphans, so that it is not free of every fault.
    let check = try ToolRun("e2fsck", ["-f", "-n", "\(copy)?offset=\(Self.rootOffset)"])
    #expect(check.output.contains("Pass 5"), "\(check.output)")
    #expect(!check.output.contains("recover"), "\(check.output)")
    try FileManager.default.removeItem(atPath: copy.string)
  }

  /// What was written during the copy is in the disk's own file, once the guest has shut down.
  func checkAfterShutdown(_ disk: FilePath, folder: FilePath) throws {
    let copy = folder.appending("after.raw")
    try Self.convert(disk, to: copy)
    #expect(try Self.file("/root/meanwhile", on: copy) == "meanwhile\n")
    try FileManager.default.removeItem(atPath: copy.string)
  }

  private static func convert(_ disk: FilePath, to copy: FilePath) throws {
    let run = try ToolRun(
      "qemu-img", ["convert", "-f", "qcow2", "-O", "raw", disk.string, copy.string])
    try #require(run.status == 0, "\(run.output)")
  }

  /// The content of a file of the root file system; empty where there is none.
  private static func file(_ path: String, on disk: FilePath) throws -> String {
    let run = try ToolRun(
      "sh",
      ["-c", #"debugfs -R "cat $1" "$2" 2> /dev/null"#, "sh", path, "\(disk)?offset=\(rootOffset)"])
    return run.output
  }
}
