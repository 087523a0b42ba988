import BuildFoundation
import Foundation
import StorageDaemon
import Synchronization
import SystemPackage
import Testing

@testable import GuestfsKit

/// Each test launches an appliance, which takes about 15 s; hence few tests with much in them.
@Suite("Appliance", .needsAppliance, .serialized, .timeLimit(.minutes(5)))
struct ApplianceTests {
  private final class Lines: Sendable {
    let kept = Mutex<[(line: String, time: ContinuousClock.Instant)]>([])
    func add(_ line: String) { kept.withLock { $0.append((line, .now)) } }
    var lines: [String] { kept.withLock { $0.map(\.line) } }
  }

  @Test("works on a storage daemon's disk, and layers are split off meanwhile")
  func session() async throws {
    try await Fixture.with { fixture in
      let archive = try await fixture.systemArchive()
      let log = Lines()
      var options = fixture.options
      options.log = log.add
      let started = Mutex<(identifier: Int32, folder: FilePath?)?>(nil)
      options.onStart = { identifier, folder in
        started.withLock { $0 = (identifier, folder) }
      }
      let appliance = try await Appliance.launch(options)
      do {
        let announced = started.withLock { $0 }
        #expect(appliance.processIdentifiers == [announced?.identifier])
        let folder = try #require(announced?.folder?.string)
        #expect(FileManager.default.fileExists(atPath: folder + "/guestfsd.sock"))
        try await makeSystem(appliance, archive)
        try await files(appliance)
        try await checkpoints(appliance, fixture)
        try await commands(appliance)
        try await trim(appliance, fixture)
        try await limit(appliance)
      } catch {
        await appliance.close()
        throw error
      }
      await appliance.close()
      #expect(appliance.processIdentifiers.isEmpty)
      let folder = try #require(started.withLock { $0?.folder?.string })
      #expect(!FileManager.default.fileExists(atPath: folder))
      #expect(log.lines.count > 10)
      let left = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.string)
      #expect(!left.contains { $0.hasPrefix("imgbuild-appliance") || $0.hasPrefix("libguestfs") })
    }
  }

  private func makeSystem(_ appliance: Appliance, _ archive: FilePath) async throws {
    #expect(try await appliance.devices() == ["/dev/sda"])
    #expect(try await appliance.size(ofDevice: "/dev/sda") == .mebibytes(256))
    try await appliance.partitionWhole("/dev/sda", table: "gpt")
    try await appliance.makeFileSystem("ext4", on: "/dev/sda1", label: "system")
    let partitions = try await appliance.partitions(of: "/dev/sda")
    #expect(partitions.map(\.number) == [1])
    #expect(partitions.first?.gptType == "0FC63DAF-8483-4772-8E79-3D69D8477DE4")
    #expect(try await appliance.fileSystems() == ["/dev/sda1": "ext4"])
    let identity = try await appliance.fileSystem(on: "/dev/sda1")
    #expect(identity.type == "ext4")
    #expect(identity.label == "system")
    #expect(try await appliance.inspect().isEmpty)
    try await appliance.mount("/dev/sda1", at: "/")
    #expect(try await appliance.mounted() == ["/dev/sda1": "/"])
    try await appliance.unpack(archive, at: "/")
  }

  private func files(_ appliance: Appliance) async throws {
    try await appliance.makeFolder("/srv/deep/er")
    try await appliance.write("/srv/deep/er/empty", [])
    #expect(try await appliance.read("/srv/deep/er/empty") == [])
    let large = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try await appliance.write("/srv/large", large)
    #expect(try await appliance.read("/srv/large") == large)
    await #expect(throws: BuildError.self) { try await appliance.read("/srv/large", limit: 1000) }
    try await appliance.setMode(0o640, of: "/srv/large")
    try await appliance.setOwner(12, group: 34, of: "/srv/large")
    let status = try await appliance.status(of: "/srv/large")
    #expect(status.permissions == 0o640)
    #expect(status.owner == 12)
    #expect(status.group == 34)
    #expect(status.size == 3_000_000)
    try await appliance.link("/srv/link", to: "/nowhere")
    #expect(try await appliance.exists("/srv/link"))
    #expect(try await appliance.isFile("/srv/link") == false)
    #expect(try await appliance.target(ofLink: "/srv/link") == "/nowhere")
    #expect(try await appliance.isFolder("/srv/deep"))
    #expect(try await appliance.list("/srv") == ["deep", "large", "link"])
    #expect(try await appliance.paths(matching: "/srv/l*") == ["/srv/large", "/srv/link"])
    try await appliance.removeTree("/srv/deep")
    #expect(try await appliance.exists("/srv/deep") == false)
    let error = await #expect(throws: BuildError.self) {
      try await appliance.read("/srv/none")
    }
    #expect((error?.cause as? GuestfsError)?.number == ENOENT)
  }

  private func checkpoints(_ appliance: Appliance, _ fixture: Fixture) async throws {
    for number in 1...3 {
      try await appliance.write("/srv/step", Array("\(number)".utf8))
      try await appliance.sync()
      _ = try await fixture.daemon.checkpoint(
        newOverlay: fixture.path("\(number).qcow2"),
        keptAs: fixture.path("layer\(number).qcow2"))
    }
    #expect(try await appliance.read("/srv/step") == Array("3".utf8))
  }

  private func commands(_ appliance: Appliance) async throws {
    let output = Lines()
    let status = try await appliance.run(
      ["sh", "-c", "echo \"$WORD\"; sleep 2; echo two >&2; printf three; exit 7"],
      environment: ["WORD": "it's one"], output: output.add)
    #expect(status == 7)
    #expect(output.lines == ["it's one", "two", "three"])
    let times = output.kept.withLock { $0.map(\.time) }
    #expect(times[1] - times[0] > .seconds(1), "the first line came while the command ran")
    #expect(try await appliance.run(["no-such-program"], output: { _ in }) == 127)

    // A process that stays keeps the port; the next command's output still arrives.
    #expect(
      try await appliance.run(
        ["sh", "-c", "sleep 100 & (trap '' TERM; cat /dev/zero >/dev/null) &"], output: { _ in })
        == 0)
    let captured = Lines()
    #expect(try await appliance.run(["sh", "-c", "echo still"], output: captured.add) == 0)
    #expect(captured.lines == ["still"])
    #expect(try await appliance.endProcesses().contains("sleep"))
    #expect(try await appliance.run(["true"], output: { _ in }) == 0)
    #expect(try await appliance.endProcesses().isEmpty)
    let streamed = Lines()
    #expect(
      try await appliance.run(["sh", "-c", "echo a; sleep 1; echo b"], output: streamed.add) == 0)
    let streamedTimes = streamed.kept.withLock { $0.map(\.time) }
    #expect(streamedTimes[1] - streamedTimes[0] > .milliseconds(500), "the port is free again")
  }

  private func trim(_ appliance: Appliance, _ fixture: Fixture) async throws {
    let overlay = await fixture.daemon.overlay
    try await appliance.write("/srv/filler", [UInt8](repeating: 0xa5, count: 40 << 20))
    try await appliance.sync()
    let full = try await QemuImage.info(overlay).actualSize
    try await appliance.remove("/srv/filler")
    try await appliance.sync()
    try await appliance.trim("/")
    let trimmed = try await QemuImage.info(overlay).actualSize
    #expect(full > .mebibytes(40))
    #expect(trimmed < .mebibytes(12), "\(full) became \(trimmed)")
    #expect(try await appliance.space(of: "/").free > .mebibytes(100))
    try await appliance.unmountAll()
    try await appliance.mount("/dev/sda1", at: "/")
  }

  private func limit(_ appliance: Appliance) async throws {
    let clock = ContinuousClock()
    let time = await clock.measure {
      let error = await #expect(throws: BuildError.self) {
        _ = try await appliance.run(["sleep", "100"], limit: .seconds(2), output: { _ in })
      }
      #expect(error?.code == .timedOut)
      #expect(error?.message == "waited 2 s for sleep in the appliance")
    }
    #expect(time < .seconds(5), "a blocked call ends with its appliance")
    await #expect(throws: BuildError.self) { try await appliance.list("/") }
  }

  @Test("a cancelled launch ends at once and leaves nothing")
  func cancelledLaunch() async throws {
    try await Fixture.with { fixture in
      let options = fixture.options
      let launch = Task { try await Appliance.launch(options) }
      try await Task.sleep(for: .seconds(3))
      launch.cancel()
      let clock = ContinuousClock()
      let time = await clock.measure {
        await #expect(throws: CancellationError.self) { _ = try await launch.value }
      }
      #expect(time < .seconds(5))
      let marker = ApplianceProcess(marker: fixture.path("imgbuild-appliance"))
      #expect(marker.identifiers.isEmpty)
    }
  }

  @Test(
    "inspects a real system", .enabled(if: testImage != nil, "set IMGBUILD_TEST_IMAGE to an image"))
  func inspection() async throws {
    try await Fixture.with(base: testImage.map { FilePath($0) }) { fixture in
      let appliance = try await Appliance.launch(fixture.options)
      let system = try await appliance.inspectSingle()
      #expect(system.type != nil)
      #expect(system.mountpoints.contains { $0.path == "/" })
      try await appliance.mount(system, readOnly: true)
      await appliance.close()
    }
  }
}
