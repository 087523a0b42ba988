import BuildFoundation
import Foundation
import HostKit
import SystemPackage
import Testing

@testable import StorageDaemon

@Suite("Storage daemon", .needsQEMUTools, .timeLimit(.minutes(1)))
struct StorageDaemonTests {
  /// Starts a daemon on a base of 64 MiB that begins with 1 MiB of 0x11.
  private func withDaemon(
    _ body: (StorageDaemon, Disk, Scratch) async throws -> Void
  ) async throws {
    try await Scratch.with { scratch in
      let base = scratch.path("base.qcow2")
      try await QemuImage.create(base, format: .qcow2, size: .mebibytes(64))
      try await Disk.io(["write -P 0x11 0 1M"], on: ["-f", "qcow2", base.string])
      let daemon = try await StorageDaemon.start(
        .init(
          base: base, baseFormat: .qcow2, firstOverlay: scratch.path("0.qcow2"),
          socketFolder: scratch.folder))
      do {
        try await body(daemon, Disk(socket: daemon.socket), scratch)
        await daemon.stop()
      } catch {
        await daemon.stop()
        throw error
      }
    }
  }

  @Test("exports the base's content, and takes writes in the overlay only")
  func export() async throws {
    try await withDaemon { daemon, disk, scratch in
      #expect(await daemon.virtualSize == .mebibytes(64))
      #expect(try await disk.holds(0x11, at: "0", "1M"))
      try await disk.io("write -P 0x22 0 64k")
      #expect(try await disk.holds(0x22, at: "0", "64k"))
      try await Disk.io(
        ["read -P 0x11 0 1M"], on: ["-r", "-U", "-f", "qcow2", scratch.path("base.qcow2").string])
    }
  }

  @Test("each checkpoint freezes what was written, and the chain opens elsewhere")
  func checkpoints() async throws {
    try await withDaemon { daemon, disk, scratch in
      for layer in 1...3 {
        try await disk.io("write -P \(layer) \(layer)M 64k")
        let frozen = try await daemon.checkpoint(
          newOverlay: scratch.path("\(layer).qcow2"), keptAs: scratch.path("layer\(layer).qcow2"))
        #expect(frozen == scratch.path("layer\(layer).qcow2"))
        #expect(!scratch.exists("\(layer - 1).qcow2"))
      }
      try await disk.io("write -P 0x99 1M 64k")
      #expect(await daemon.overlay == scratch.path("3.qcow2"))
      await daemon.stop()

      let top = scratch.path("layer3.qcow2").string
      try await Disk.io(
        ["read -P 0x11 0 1M", "read -P 1 1M 64k", "read -P 2 2M 64k", "read -P 3 3M 64k"],
        on: ["-r", "-f", "qcow2", top])
      try await Disk.io(
        ["read -P 1 1M 64k", "read -P 0 2M 64k"],
        on: ["-r", "-f", "qcow2", scratch.path("layer1.qcow2").string])
      for name in ["layer1", "layer2", "layer3", "3"] {
        try await QemuImage.check(scratch.path("\(name).qcow2"))
      }
      let header = try await QemuImage.info(scratch.path("layer2.qcow2"))
      #expect(header.backingFile == "layer1.qcow2")
      #expect(header.backingFormat == "qcow2")
      #expect(header.virtualSize == .mebibytes(64))
    }
  }

  @Test("a chain can be moved as a whole, and a new daemon goes on from it")
  func movedChain() async throws {
    try await Scratch.with { scratch in
      let (old, new) = (scratch.path("old"), scratch.path("new"))
      try FileManager.default.createDirectory(
        atPath: old.string, withIntermediateDirectories: false)
      let base = old.appending("base.qcow2")
      try await QemuImage.create(base, format: .qcow2, size: .mebibytes(8))
      let daemon = try await StorageDaemon.start(
        .init(
          base: base, baseFormat: .qcow2, firstOverlay: old.appending("0.qcow2"),
          socketFolder: scratch.folder))
      try await Disk(socket: daemon.socket).io("write -P 1 1M 64k")
      _ = try await daemon.checkpoint(
        newOverlay: old.appending("1.qcow2"), keptAs: old.appending("layer.qcow2"))
      try await Disk(socket: daemon.socket).io("write -P 2 2M 64k")
      await daemon.stop()
      try FileManager.default.moveItem(atPath: old.string, toPath: new.string)
      let second = try await StorageDaemon.start(
        .init(
          base: new.appending("1.qcow2"), baseFormat: .qcow2,
          firstOverlay: scratch.path("elsewhere.qcow2"), socketFolder: scratch.folder))
      let disk = Disk(socket: second.socket)
      #expect(try await disk.holds(1, at: "1M", "64k"))
      #expect(try await disk.holds(2, at: "2M", "64k"))
      await second.stop()
      let outside = try await QemuImage.info(scratch.path("elsewhere.qcow2"))
      #expect(outside.backingFile == new.appending("1.qcow2"))
    }
  }

  @Test(
    "a header names a backing file by its bare name only where QEMU understands that",
    arguments: [
      ("/a/base.qcow2", "base.qcow2"), ("/b/base.qcow2", "/b/base.qcow2"),
      ("/a/x:base.qcow2", "/a/x:base.qcow2"),
    ])
  func backingName(backing: String, name: String) {
    #expect(QMPClient.backingName(FilePath(backing), for: "/a/overlay.qcow2") == name)
  }

  @Test("a client stays attached while layers are split off under it")
  func checkpointUnderClient() async throws {
    try await withDaemon { daemon, disk, scratch in
      // qemu-io sleeps with its connection open; the checkpoints fall in between.
      async let client: Void = disk.io(
        "write -P 0x33 8M 64k", "sleep 5000", "read -P 0x33 8M 64k", "write -P 0x44 9M 64k",
        "read -P 0x44 9M 64k")
      try await Task.sleep(for: .milliseconds(300))
      _ = try await daemon.checkpoint(newOverlay: scratch.path("1.qcow2"))
      _ = try await daemon.checkpoint(newOverlay: scratch.path("2.qcow2"))
      try await client
      await daemon.stop()
      try await Disk.io(
        ["read -P 0x33 8M 64k", "read -P 0 9M 64k"],
        on: ["-r", "-f", "qcow2", scratch.path("1.qcow2").string])
      try await Disk.io(
        ["read -P 0x44 9M 64k"], on: ["-r", "-f", "qcow2", scratch.path("2.qcow2").string])
    }
  }

  @Test("a new daemon goes on from the top layer, and the disk can grow")
  func resume() async throws {
    try await withDaemon { daemon, disk, scratch in
      try await disk.io("write -P 5 5M 64k")
      let top = try await daemon.checkpoint(newOverlay: scratch.path("1.qcow2"))
      await daemon.stop()
      let second = try await StorageDaemon.start(
        .init(
          base: top, baseFormat: .qcow2, firstOverlay: scratch.path("next.qcow2"),
          virtualSize: .mebibytes(96), socketFolder: scratch.folder))
      #expect(try await disk.holds(5, at: "5M", "64k"))
      #expect(try await disk.holds(0, at: "64M", "32M"))
      try await disk.io("write -P 6 95M 64k")
      await second.stop()
      #expect(try await QemuImage.info(scratch.path("next.qcow2")).virtualSize == .mebibytes(96))
    }
  }

  @Test("the disk grows between two clients, and layers keep the size that they had")
  func growth() async throws {
    try await withDaemon { daemon, disk, scratch in
      try await disk.io("write -P 5 63M 1M")
      let small = try await daemon.checkpoint(newOverlay: scratch.path("1.qcow2"))
      try await daemon.grow(to: .mebibytes(32))
      #expect(await daemon.virtualSize == .mebibytes(64))
      try await daemon.grow(to: ByteCount(bytes: (96 << 20) - 3))
      #expect(await daemon.virtualSize == .mebibytes(96))
      #expect(try await disk.holds(5, at: "63M", "1M"))
      #expect(try await disk.holds(0, at: "64M", "32M"))
      try await disk.io("write -P 6 95M 1M")
      let large = try await daemon.checkpoint(newOverlay: scratch.path("2.qcow2"))
      try await disk.io("write -P 7 95M 1M")
      await daemon.stop()
      #expect(try await QemuImage.info(small).virtualSize == .mebibytes(64))
      for file in [large, scratch.path("2.qcow2")] {
        #expect(try await QemuImage.info(file).virtualSize == .mebibytes(96))
        try await QemuImage.check(file)
      }
    }
  }

  @Test("layers survive when the daemon is killed, and the next build goes on from them")
  func crash() async throws {
    try await withDaemon { daemon, disk, scratch in
      try await disk.io("write -P 5 5M 4M")
      let layer = try await daemon.checkpoint(
        newOverlay: scratch.path("1.qcow2"), keptAs: scratch.path("layer.qcow2"))
      try await disk.io("write -P 6 5M 4M")
      kill(daemon.processIdentifier, SIGKILL)
      await daemon.stop()
      try await QemuImage.check(layer)
      let second = try await StorageDaemon.start(
        .init(
          base: layer, baseFormat: .qcow2, firstOverlay: scratch.path("2.qcow2"),
          socketFolder: scratch.folder))
      #expect(try await disk.holds(5, at: "5M", "4M"))
      await second.stop()
    }
  }

  @Test("discarded and zeroed blocks leave the overlay")
  func discard() async throws {
    try await withDaemon { daemon, disk, scratch in
      let overlay = scratch.path("0.qcow2")
      try await disk.io("write -P 7 16M 16M", "flush")
      let full = try await QemuImage.info(overlay).actualSize
      try await disk.io("discard 16M 8M", "write -P 0 24M 8M", "flush")
      let trimmed = try await QemuImage.info(overlay).actualSize
      #expect(full >= .mebibytes(16))
      #expect(trimmed < .mebibytes(2), "\(full) became \(trimmed)")
      #expect(try await disk.holds(0, at: "16M", "16M"))
    }
  }

  @Test("stop ends the process, removes the socket, and may be called twice")
  func stop() async throws {
    try await withDaemon { daemon, _, scratch in
      #expect(kill(daemon.processIdentifier, 0) == 0)
      await daemon.stop()
      await daemon.stop()
      #expect(kill(daemon.processIdentifier, 0) == -1)
      #expect(!scratch.exists("nbd.sock"))
      #expect(!scratch.exists("qmp.sock"))
    }
  }

  @Test("a daemon that does not listen any more is killed")
  func stopHanging() async throws {
    try await withDaemon { daemon, _, scratch in
      kill(daemon.processIdentifier, SIGSTOP)
      await daemon.connection.close()
      let clock = ContinuousClock()
      let time = await clock.measure { await daemon.stop() }
      #expect(time < .seconds(20))
      #expect(kill(daemon.processIdentifier, 0) == -1)
    }
  }

  @Test("a daemon that died is an error that says so, and the old overlay stays")
  func death() async throws {
    try await withDaemon { daemon, _, scratch in
      kill(daemon.processIdentifier, SIGKILL)
      try await Task.sleep(for: .milliseconds(200))
      let error = await #expect(throws: BuildError.self) {
        try await daemon.checkpoint(newOverlay: scratch.path("1.qcow2"))
      }
      #expect(error?.message.contains("signal 9") == true)
      #expect(!scratch.exists("1.qcow2"))
      #expect(scratch.exists("0.qcow2"))
    }
  }

  @Test("never overwrites an overlay")
  func existingOverlay() async throws {
    try await withDaemon { daemon, disk, scratch in
      try Data("mine".utf8).write(to: URL(filePath: scratch.path("1.qcow2").string))
      await #expect(throws: BuildError.self) {
        try await daemon.checkpoint(newOverlay: scratch.path("1.qcow2"))
      }
      #expect(try Data(contentsOf: URL(filePath: scratch.path("1.qcow2").string)).count == 4)
      try await disk.io("write -P 1 0 64k")
      _ = try await daemon.checkpoint(newOverlay: scratch.path("2.qcow2"))
    }
  }

  @Test("a failed start leaves nothing behind")
  func failedStart() async throws {
    try await Scratch.with { scratch in
      let base = scratch.path("base.raw")
      try await QemuImage.create(base, format: .raw, size: .mebibytes(8))
      var options = StorageDaemon.Options(
        base: base, baseFormat: .raw, firstOverlay: scratch.path("0.qcow2"),
        virtualSize: .mebibytes(4), socketFolder: scratch.folder)
      let small = await #expect(throws: BuildError.self) {
        _ = try await StorageDaemon.start(options)
      }
      #expect(small?.code == .recipe)
      options.virtualSize = nil
      options.base = scratch.path("none.raw")
      let missing = await #expect(throws: BuildError.self) {
        _ = try await StorageDaemon.start(options)
      }
      #expect(missing?.message.contains("none.raw") == true)
      let left = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.string)
      #expect(left == ["base.raw"])
    }
  }

  @Test("a socket's path that is too long is refused with its length")
  func longSocket() async throws {
    let folder = FilePath("/" + String(repeating: "x", count: 100))
    let error = await #expect(throws: BuildError.self) {
      _ = try await StorageDaemon.start(
        .init(base: "/b", baseFormat: .raw, firstOverlay: "/o", socketFolder: folder))
    }
    #expect(error?.code == .host)
    #expect(error?.message.contains("110 bytes") == true)
  }
}
