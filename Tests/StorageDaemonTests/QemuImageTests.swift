import BuildFoundation
import Foundation
import Synchronization
import SystemPackage
import Testing

@testable import StorageDaemon

@Suite("qemu-img", .timeLimit(.minutes(1)))
struct QemuImageTests {
  @Test(
    "reads progress",
    arguments: [
      ("    (0.00/100%)", 0.0), ("    (42.01/100%)", 0.4201), ("(100.00/100%)", 1.0),
      ("qemu-img: error (x)", nil), ("", nil),
    ] as [(String, Double?)])
  func progress(line: String, fraction: Double?) {
    #expect(QemuImage.progress(in: line) == fraction)
  }

  @Test(
    "a chain becomes one compressed file", .needsQEMUTools, arguments: ImageCompression.allCases)
  func flatten(compression: ImageCompression) async throws {
    try await Scratch.with { scratch in
      let base = scratch.path("base.qcow2")
      let overlay = scratch.path("o.qcow2")
      let result = scratch.path("r.qcow2")
      try await QemuImage.create(base, format: .qcow2, size: .mebibytes(64))
      try await Disk.io(["write -P 1 0 4M"], on: ["-f", "qcow2", base.string])
      try await QemuImage.create(overlay, format: .qcow2, size: nil, backing: (base, .qcow2))
      try await Disk.io(["write -P 2 1M 1M"], on: ["-f", "qcow2", overlay.string])
      let seen = Mutex<[Double]>([])
      try await QemuImage.convert(
        .file(overlay, .qcow2), to: result, format: .qcow2, compression: compression,
        onProgress: { fraction in seen.withLock { $0.append(fraction) } })
      try await Disk.io(
        ["read -P 1 0 1M", "read -P 2 1M 1M", "read -P 1 2M 2M", "read -P 0 4M 60M"],
        on: ["-r", "-f", "qcow2", result.string])
      let info = try await QemuImage.info(result)
      #expect(info.backingFile == nil)
      #expect(info.compression == compression.rawValue)
      #expect(info.actualSize < .mebibytes(1))
      #expect(info.virtualSize == .mebibytes(64))
      let fractions = seen.withLock { $0 }
      #expect(fractions.last == 1)
      #expect(fractions == fractions.sorted())
    }
  }

  @Test("resizes, and names another backing file", .needsQEMUTools)
  func header() async throws {
    try await Scratch.with { scratch in
      let base = scratch.path("base.raw")
      let overlay = scratch.path("o.qcow2")
      try await QemuImage.create(base, format: .raw, size: .mebibytes(8))
      try await QemuImage.create(overlay, format: .qcow2, size: nil, backing: (base, .raw))
      try await QemuImage.resize(overlay, format: .qcow2, to: .mebibytes(16))
      try await QemuImage.rebase(overlay, ontoUnchanged: "moved.raw", format: .raw)
      let info = try await QemuImage.info(overlay)
      #expect(info.virtualSize == .mebibytes(16))
      #expect(info.backingFile == "moved.raw")
      #expect(info.backingFormat == "raw")
    }
  }

  @Test("an error has qemu-img's last line, and leaves no file", .needsQEMUTools)
  func failure() async throws {
    try await Scratch.with { scratch in
      let error = await #expect(throws: BuildError.self) {
        try await QemuImage.convert(
          .file(scratch.path("none"), .raw), to: scratch.path("r"), format: .raw)
      }
      #expect(error?.code == .buildFailed)
      #expect(error?.output.last?.contains("No such file") == true)
      #expect(!scratch.exists("r"))
    }
  }

  @Test("damage is found", .needsQEMUTools)
  func damage() async throws {
    try await Scratch.with { scratch in
      let image = scratch.path("i.qcow2")
      try await QemuImage.create(image, format: .qcow2, size: .mebibytes(8))
      try await Disk.io(["write -P 1 0 1M"], on: ["-f", "qcow2", image.string])
      try await QemuImage.check(image)
      let file = try FileHandle(forUpdating: URL(filePath: image.string))
      // The second cluster is the reference count table of a new image.
      try file.seek(toOffset: 65536)
      try file.write(contentsOf: Data(repeating: 0, count: 8))
      try file.close()
      await #expect(throws: BuildError.self) { try await QemuImage.check(image) }
    }
  }
}
