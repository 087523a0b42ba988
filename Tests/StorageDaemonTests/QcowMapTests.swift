import BuildFoundation
import Foundation
import SystemPackage
import Testing

@testable import StorageDaemon

@Suite("Map of a qcow2 file", .needsQEMUTools, .timeLimit(.minutes(1)))
struct QcowMapTests {
  @Test("changes with the disk and the backing file's name, and not with reading")
  func changes() async throws {
    try await Scratch.with { scratch in
      let file = scratch.path("a.qcow2")
      try await QemuImage.create(file, format: .qcow2, size: .gibibytes(8))
      var seen = [try QcowMap.digest(of: file)]
      for (offset, size) in [("0", "1M"), ("7G", "64k"), ("3G", "1k")] {
        try await Disk.io(["write -P 1 \(offset) \(size)"], on: ["-f", "qcow2", file.string])
        seen.append(try QcowMap.digest(of: file))
      }
      let overlay = scratch.path("b.qcow2")
      try await QemuImage.create(overlay, format: .qcow2, size: nil, backing: (file, .qcow2))
      seen.append(try QcowMap.digest(of: overlay))
      try await QemuImage.rebase(overlay, ontoUnchanged: "a.qcow2", format: .qcow2)
      seen.append(try QcowMap.digest(of: overlay))
      #expect(Set(seen).count == seen.count)
      try await QemuImage.check(file)
      #expect(try QcowMap.digest(of: file) == seen[3])
    }
  }

  /// A layer is published while the daemon goes on with the overlay above it.
  @Test("a frozen layer's map is the one that it has in the end")
  func frozen() async throws {
    try await Scratch.with { scratch in
      let base = scratch.path("base.qcow2")
      try await QemuImage.create(base, format: .qcow2, size: .gibibytes(2))
      let daemon = try await StorageDaemon.start(
        .init(
          base: base, baseFormat: .qcow2, firstOverlay: scratch.path("0.qcow2"),
          socketFolder: scratch.folder))
      let disk = Disk(socket: daemon.socket)
      try await disk.io("write -P 1 5M 20M")
      try await disk.io("discard 6M 1M")
      try await disk.io("write -P 1 1500M 64k")
      let layer = try await daemon.checkpoint(
        newOverlay: scratch.path("1.qcow2"), keptAs: scratch.path("layer.qcow2"))
      let (map, size) = (try QcowMap.digest(of: layer), try length(layer))
      try await disk.io("write -P 2 5M 40M")
      await daemon.stop()
      #expect(try QcowMap.digest(of: layer) == map)
      #expect(try length(layer) == size)
      try await QemuImage.check(layer)
    }
  }

  @Test("what is cut off or no qcow2 file is said to be so")
  func damage() async throws {
    try await Scratch.with { scratch in
      let file = scratch.path("a.qcow2")
      try await QemuImage.create(file, format: .qcow2, size: .mebibytes(64))
      try await Disk.io(["write -P 1 0 1M"], on: ["-f", "qcow2", file.string])
      for (length, reason) in [
        (Int64(262_144), "ends before its tables"), (70, "ends before"), (0, "ends before"),
      ] {
        let descriptor = try FileDescriptor.open(file, .readWrite)
        try descriptor.closeAfter { try descriptor.resize(to: length) }
        let error = #expect(throws: BuildError.self) { try QcowMap.digest(of: file) }
        #expect(error?.code == .buildFailed)
        #expect(error?.message.contains(reason) == true)
      }
      try Data(repeating: 7, count: 4096).write(to: URL(filePath: file.string))
      let error = #expect(throws: BuildError.self) { try QcowMap.digest(of: file) }
      #expect(error?.message.contains("not the header") == true)
    }
  }

  private func length(_ path: FilePath) throws -> Int64 {
    let file = try FileDescriptor.open(path, .readOnly)
    return try file.closeAfter { try file.seek(offset: 0, from: .end) }
  }
}
