import BuildFoundation
import CLibvirt
import Foundation
import Guests
import Pipeline
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import LibvirtKit

extension EmbeddedTests {
  /// Copies of disks of real domains, whose guest is a boot sector: the domain must be as before.
  @Suite(.serialized, .timeLimit(.minutes(5)), .needs("qemu-img"))
  struct StillDiskTests {
    private struct Failure: Error {}

    /// A raw disk with the guest below a qcow2 layer, below which a commit must not go.
    private struct Chain {
      let base: FilePath
      let top: FilePath

      init(_ name: String, in folder: FilePath) throws {
        base = folder.appending("\(name)-base.raw")
        top = folder.appending("\(name).qcow2")
        try TinyGuest.halts.write(to: base)
        let made = try ToolRun(
          "qemu-img",
          ["create", "-q", "-f", "qcow2", "-b", base.string, "-F", "raw", top.string])
        try #require(made.status == 0, "\(made.output)")
        _ = try ToolRun("qemu-io", ["-f", "qcow2", "-c", "write -P 7 512k 64k", top.string])
      }

      /// What a finished copy must hold.
      func isEqual(to copy: FilePath) throws -> Bool {
        try ToolRun("qemu-img", ["compare", "-U", "-f", "qcow2", top.string, copy.string]).status
          == 0
      }
    }

    private var folder: FilePath {
      get throws { try #require(EmbeddedLibvirt.current).folder }
    }

    private func definition(_ name: String, _ disk: FilePath) throws -> DomainDefinition {
      var definition = DomainDefinition(
        name: name, accelerator: .tcg, memory: .mebibytes(64), processors: 1)
      definition.disks = [
        DomainDisk(.file(disk, format: .qcow2), bootOrder: 1),
        DomainDisk(.file(try tray(name), format: .raw), kind: .cdrom, bus: .sata, readOnly: true),
      ]
      definition.machine = .q35
      return definition
    }

    /// A second drive, which no snapshot may touch.
    private func tray(_ name: String) throws -> FilePath {
      let disc = try folder.appending("\(name).iso")
      try TinyGuest.halts.write(to: disc)
      return disc
    }

    private func withDomain(
      _ name: String, _ body: (Domain, Chain) async throws -> Void
    ) async throws {
      let chain = try Chain(name, in: folder)
      let connection = try #require(EmbeddedLibvirt.current).connection
      try await connection.keep(definition(name, chain.top))
      let domain = try #require(try await connection.find(name))
      try await domain.boot()
      let before = try await (live: domain.disks(), kept: domain.definition())
      do {
        try await body(domain, chain)
        #expect(try await domain.state() == .running)
        #expect(try await domain.disks() == before.live)
        #expect(try await domain.definition() == before.kept)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.string)
        #expect(!left.contains { $0.contains("imgbuild-") }, "\(left)")
      } catch {
        try await domain.terminate()
        try await connection.forget(name)
        throw error
      }
      try await domain.terminate()
      try await connection.forget(name)
      let check = try ToolRun("qemu-img", ["check", "-q", chain.top.string])
      #expect(check.status == 0, "\(check.output)")
      let base = try Data(contentsOf: URL(filePath: chain.base.string))
      #expect(base.count == 1 << 20 && base[512 << 10] == 0, "the lowest layer is untouched")
    }

    @Test func theDomainGoesOnElsewhereAndComesBack() async throws {
      try await withDomain("still") { domain, chain in
        let overlay = SnapshotOverlay(beside: chain.top, id: "a")
        let result = try await domain.withStillDisk("vda", overlay: overlay, uri: "u") { still in
          #expect(still.unfrozen != nil)
          let disks = try await domain.disks()
          #expect(disks.map(\.source).first == .file(overlay.path))
          #expect(try await domain.state() == .running)
          return 7
        }
        #expect(result == 7)
      }
    }

    @Test func aBodyThatFailsLeavesTheDomainAsItWas() async throws {
      try await withDomain("fails") { domain, chain in
        await #expect(throws: Failure.self) {
          try await domain.withStillDisk(
            "vda", overlay: SnapshotOverlay(beside: chain.top, id: "b"), uri: "u"
          ) { _ in throw Failure() }
        }
      }
    }

    @Test func anInterruptionLeavesTheDomainAsItWas() async throws {
      try await withDomain("cancelled") { domain, chain in
        let started = AsyncStream.makeStream(of: Void.self)
        let copying = Task {
          try await domain.withStillDisk(
            "vda", overlay: SnapshotOverlay(beside: chain.top, id: "c"), uri: "u"
          ) { _ in
            started.continuation.yield()
            try await Task.sleep(for: .seconds(100))
          }
        }
        for await _ in started.stream { break }
        copying.cancel()
        await #expect(throws: CancellationError.self) { try await copying.value }
        let early = Task {
          withUnsafeCurrentTask { $0?.cancel() }
          _ = try await domain.withStillDisk(
            "vda", overlay: SnapshotOverlay(beside: chain.top, id: "d"), uri: "u"
          ) { _ in Issue.record("the task was cancelled before") }
        }
        await #expect(throws: CancellationError.self) { try await early.value }
      }
    }

    @Test func anOverlayThatIsThereIsNotWrittenTo() async throws {
      try await withDomain("taken") { domain, chain in
        let overlay = SnapshotOverlay(beside: chain.top, id: "e")
        try Data("mine".utf8).write(to: URL(filePath: overlay.path.string))
        await #expect(throws: BuildError.self) {
          _ = try await domain.withStillDisk("vda", overlay: overlay, uri: "u") { _ in }
        }
        #expect(try Data(contentsOf: URL(filePath: overlay.path.string)) == Data("mine".utf8))
        try FileManager.default.removeItem(atPath: overlay.path.string)
      }
    }

    /// The guest is gone in the middle: what it wrote is in the overlay, and the error tells where.
    @Test func aDomainThatEndsMeanwhileIsToldWithWhatToDo() async throws {
      let chain = try Chain("ends", in: folder)
      let connection = try #require(EmbeddedLibvirt.current).connection
      let domain = try await connection.start(definition("ends", chain.top))
      let overlay = SnapshotOverlay(beside: chain.top, id: "f")
      let error = await #expect(throws: BuildError.self) {
        try await domain.withStillDisk("vda", overlay: overlay, uri: "u") { _ in
          try await domain.terminate()
        }
      }
      #expect(error?.message.hasPrefix("bringing the disk vda of the domain ends back") == true)
      #expect(error?.hint?.contains("rm '\(overlay.path)'") == true)
      #expect(FileManager.default.fileExists(atPath: overlay.path.string))
      try FileManager.default.removeItem(atPath: overlay.path.string)
    }

    // MARK: Through the seam that builds use

    private func domains() throws -> LibvirtDomains {
      let connection = try #require(EmbeddedLibvirt.current).connection
      return LibvirtDomains { _ in connection }
    }

    private func scratch(_ id: String) throws -> BuildScratch {
      BuildScratch(
        id: id, folder: try folder, onProcess: { _, _ in }, partialOutput: { $0 })
    }

    @Test func aRunningDomainIsCopiedWithAWarning() async throws {
      try await withDomain("running") { _, chain in
        let domains = try domains()
        let found = try await domains.find(domain: "running", disk: nil, on: "u")
        #expect(found.target == "vda" && found.state == nil && found.size == .mebibytes(1))
        let copy = try folder.appending("running-copy")
        let events = EventRecorder()
        let inputs = try await domains.copy(
          found, to: copy, scratch: scratch("g"), report: StepReport("base", to: events))
        #expect(inputs["state"]?.hasPrefix("running, not frozen") == true)
        #expect(inputs["disk"] == "vda: \(chain.top)")
        #expect(try chain.isEqual(to: copy))
        let warned = events.events.contains { event in
          if case .notice(.warning, let text) = event.kind {
            text.contains("power cut")
          } else {
            false
          }
        }
        #expect(warned)
      }
    }

    @Test func aDomainThatIsShutOffIsCopiedOnceItIsPinned() async throws {
      let chain = try Chain("off", in: folder)
      let connection = try #require(EmbeddedLibvirt.current).connection
      try await connection.keep(definition("off", chain.top))
      let (domains, copy) = (try domains(), try folder.appending("off-copy"))
      let report = StepReport("base", to: EventRecorder())
      let found = try await domains.find(domain: "off", disk: "vda", on: "u")
      #expect(found.state?.contains(chain.base.string) == true)
      #expect(try await domains.find(domain: found.uuid, disk: nil, on: "u") == found)
      let inputs = try await domains.copy(found, to: copy, scratch: scratch("h"), report: report)
      #expect(inputs["state"] == "shut off")
      #expect(try chain.isEqual(to: copy))
      let header = try ToolRun("qemu-img", ["info", copy.string])
      #expect(!header.output.contains("backing file") && header.output.contains("qcow2"))

      _ = try ToolRun(
        "qemu-io", ["-f", "qcow2", "-c", "write -P 8 512k 64k", chain.top.string])
      let later = try await domains.find(domain: "off", disk: "vda", on: "u")
      #expect(later.state != found.state)
      try FileManager.default.removeItem(atPath: copy.string)
      let error = await #expect(throws: BuildError.self) {
        try await domains.copy(found, to: copy, scratch: scratch("i"), report: report)
      }
      #expect(
        error?.message.contains("its disk was written to after the build was planned") == true)
      #expect(!FileManager.default.fileExists(atPath: copy.string))

      for (name, disk, message, hint) in [
        ("of", nil, "looking for the domain of: u has none", "did you mean off?"),
        ("database", nil, "looking for the domain database: u has none", "u has off"),
        ("off", "vdb", "capturing the domain off: it has no disk vdb", "its disks are vda"),
      ] as [(String, String?, String, String)] {
        let error = await #expect(throws: BuildError.self) {
          try await domains.find(domain: name, disk: disk, on: "u")
        }
        #expect(error?.code == .recipe)
        #expect(error?.message == message)
        // Domains of tests beside this one are listed too: all share the driver.
        let words = error?.hint?.split(separator: " ").filter { !$0.hasPrefix("imgbuild-") }
        #expect(words?.joined(separator: " ") == hint)
      }
      try await connection.forget("off")
    }

    /// As after `kill -9` in the middle of a copy.
    @Test func aDomainThatWasLeftOnAnOverlayIsRefused() async throws {
      let chain = try Chain("left", in: folder)
      let connection = try #require(EmbeddedLibvirt.current).connection
      let domain = try await connection.start(definition("left", chain.top))
      let overlay = SnapshotOverlay(beside: chain.top, id: "j")
      try await domain.beginWriting(
        to: overlay.path, inPlaceOf: "vda", freezingFileSystems: false)
      let error = await #expect(throws: BuildError.self) {
        try await domains().find(domain: "left", disk: nil, on: "qemu:///system")
      }
      #expect(error?.code == .host)
      #expect(error?.message.contains(overlay.path.string) == true)
      #expect(
        error?.hint?.contains(
          "blockcommit 'left' vda --active --shallow --pivot --wait && rm '\(overlay.path)'")
          == true)
      try await domain.terminate()
      try FileManager.default.removeItem(atPath: overlay.path.string)
    }
  }
}

extension Connection {
  /// Defines a domain, and leaves it shut off.
  fileprivate func keep(_ definition: DomainDefinition) throws {
    guard let pointer = virDomainDefineXML(try open(for: "a test").pointer, definition.xml) else {
      throw LibvirtError.last()
    }
    virDomainFree(pointer)
  }

  fileprivate func forget(_ name: String) throws {
    guard let domain = try find(name) else { return }
    virDomainUndefine(domain.handle.pointer)
  }
}

extension Domain {
  /// Starts a domain that is defined.
  fileprivate func boot() throws {
    guard virDomainCreate(handle.pointer) == 0 else { throw LibvirtError.last() }
  }

  /// What it will be when it is started again.
  fileprivate func definition() throws -> String {
    guard let text = virDomainGetXMLDesc(handle.pointer, VIR_DOMAIN_XML_INACTIVE.rawValue) else {
      throw LibvirtError.last()
    }
    defer { free(text) }
    return String(cString: text)
  }
}
