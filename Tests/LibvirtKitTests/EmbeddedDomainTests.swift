import BuildFoundation
import Foundation
import SystemPackage
import Testing

@testable import LibvirtKit

extension EmbeddedTests {
  /// Real domains, with the smallest guest there is.
  @Suite(.serialized, .timeLimit(.minutes(5)))
  struct EmbeddedDomainTests {
    private func definition(
      _ name: String, _ guest: TinyGuest = .halts, bus: DiskBus = .virtio
    ) throws -> DomainDefinition {
      let folder = try #require(EmbeddedLibvirt.current).folder
      let disk = folder.appending("\(name).img")
      try guest.write(to: disk)
      var definition = DomainDefinition(
        name: name, accelerator: .tcg, memory: .mebibytes(64), processors: 1)
      definition.disks = [DomainDisk(.file(disk, format: .raw), bus: bus, bootOrder: 1)]
      definition.consoleLog = folder.appending("\(name).log")
      definition.owner = DomainOwner.current(build: name)
      return definition
    }

    /// Starts a domain, and ends it when `body` is done, however that ends.
    private func withDomain(
      _ definition: DomainDefinition, _ body: (Domain) async throws -> Void
    ) async throws {
      let domain = try await #require(EmbeddedLibvirt.current).connection.start(definition)
      do {
        try await body(domain)
      } catch {
        try await domain.terminate()
        throw error
      }
      try await domain.terminate()
    }

    private func wait(for text: String, in log: FilePath) async throws {
      try await withTimeLimit(.seconds(60), waitingFor: "\(text) on the console") {
        while true {
          let said = (try? String(contentsOfFile: log.string, encoding: .utf8)) ?? ""
          if said.contains(text) { return }
          try await Task.sleep(for: .milliseconds(50))
        }
      }
    }

    @Test(arguments: [
      (MachineType.pc, DiskBus.virtio, NetworkModel.virtio), (.pc, .ide, .e1000),
      (.pc, .scsi, .rtl8139), (.q35, .sata, .e1000e), (.q35, .virtio, .virtio),
    ])
    func bootsAndLogsTheConsole(
      machine: MachineType, bus: DiskBus, network: NetworkModel
    ) async throws {
      var definition = try definition("boots", bus: bus)
      definition.machine = machine
      definition.network = network
      try await withDomain(definition) { domain in
        #expect(try await domain.state() == .running)
        try await wait(for: TinyGuest.greeting, in: try #require(definition.consoleLog))
      }
      try FileManager.default.removeItem(atPath: try #require(definition.consoleLog).string)
    }

    /// The firmware prints on the serial port what it tries to boot.
    @Test(arguments: MachineType.allCases)
    func startsUnderUEFI(machine: MachineType) async throws {
      var definition = try definition("uefi-\(machine)")
      definition.machine = machine
      definition.memory = .mebibytes(256)
      definition.firmware = .uefi
      let variables = try #require(EmbeddedLibvirt.current).folder.appending("\(machine).fd")
      definition.firmwareVariables = variables
      let log = try #require(definition.consoleLog)
      try await withDomain(definition) { domain in
        let state = try await domain.state()
        #expect(state == .running)
        #expect(FileManager.default.fileExists(atPath: variables.string))
        try await wait(for: "BdsDxe", in: log)
      }
    }

    @Test func bootsFromAStorageDaemonsExport() async throws {
      let folder = try #require(EmbeddedLibvirt.current).folder
      var definition = try definition("nbd")
      let socket = folder.appending("nbd.sock")
      let daemon = Process()
      daemon.executableURL = URL(filePath: "/usr/bin/qemu-storage-daemon")
      daemon.arguments = [
        "--blockdev", "driver=file,node-name=d,filename=\(folder)/nbd.img",
        "--nbd-server", "addr.type=unix,addr.path=\(socket)",
        "--export", "type=nbd,id=e,node-name=d,name=disk,writable=on",
      ]
      try daemon.run()
      defer {
        // Not SIGTERM: a Process takes the signal mask of its thread, and Dispatch's block all.
        kill(daemon.processIdentifier, SIGKILL)
        daemon.waitUntilExit()
      }
      try await withTimeLimit(.seconds(20), waitingFor: "the storage daemon") {
        while !FileManager.default.fileExists(atPath: socket.string) {
          try await Task.sleep(for: .milliseconds(50))
        }
      }
      definition.disks = [DomainDisk(.nbd(socket: socket, exportName: "disk"), bootOrder: 1)]
      try await withDomain(definition) { _ in
        try await wait(for: TinyGuest.greeting, in: try #require(definition.consoleLog))
      }
    }

    @Test func isListedWithItsOwner() async throws {
      let embedded = try #require(EmbeddedLibvirt.current)
      let definition = try definition("owned")
      try await withDomain(definition) { domain in
        let listed = try await embedded.domains()
        #expect(listed.map(\.uuid) == [domain.uuid])
        #expect(try await listed.first?.owner() == definition.owner)
        #expect(try await embedded.connection.reapOrphans() == [])
        #expect(kill(try #require(domain.processID), 0) == 0)
      }
      #expect(embedded.driver.processID(ofDomain: "owned") == nil)
    }

    @Test func tellsWhyADomainStopped() async throws {
      try await withDomain(try definition("off", .powersOff)) { domain in
        let reason = try await domain.waitUntilStopped(limit: .seconds(30))
        #expect(reason == .shutdown)
      }
      var once = try definition("once", .restarts)
      once.onReboot = .destroy
      try await withDomain(once) { domain in
        let reason = try await domain.waitUntilStopped(limit: .seconds(30))
        #expect(reason == .shutdown)
      }
      try await withDomain(try definition("destroyed")) { domain in
        try await domain.terminate()
        #expect(try await domain.state() == .stopped(.destroyed))
      }
    }

    @Test func shutdownEndsAGuestThatIgnoresIt() async throws {
      try await withDomain(try definition("deaf")) { domain in
        let ending = try await domain.shutdown(
          agentLimit: .seconds(30), buttonLimit: .milliseconds(500))
        #expect(ending == .destroyed)
        #expect(try await domain.shutdown() == .alreadyStopped)
      }
    }

    @Test func terminatesAQEMUThatHangs() async throws {
      try await withDomain(try definition("hung")) { domain in
        kill(try #require(domain.processID), SIGSTOP)
        let took = try await ContinuousClock().measure {
          try await domain.terminate(limit: .seconds(1))
        }
        #expect(took < .seconds(5))
        _ = try await domain.waitUntilStopped(limit: .seconds(5))
      }
    }

    @Test func waitForTheAgentHasALimitAndReportsProgress() async throws {
      try await withDomain(try definition("mute")) { domain in
        try await confirmation(expectedCount: 1...) { reported in
          let error = await #expect(throws: BuildError.self) {
            try await GuestAgent(of: domain).waitUntilReady(limit: .seconds(1)) { _ in reported() }
          }
          #expect(error?.code == .timedOut)
          #expect(error?.message == "waited 1 s for the guest agent of the domain mute to answer")
          let last = try #require(error?.cause as? BuildError)
          #expect(last.cause is LibvirtError)
        }
      }
    }

    @Test func waitForTheAgentEndsWithTheDomain() async throws {
      try await withDomain(try definition("killed")) { domain in
        async let waiting: Void = GuestAgent(of: domain).waitUntilReady(limit: .seconds(60))
        try await Task.sleep(for: .milliseconds(500))
        let start = ContinuousClock.now
        domain.terminateNow()
        #expect(ContinuousClock.now - start < .milliseconds(200))
        do {
          try await waiting
          Issue.record("there is no agent")
        } catch let error as BuildError {
          #expect(error.code == .buildFailed)
          #expect(error.message.contains("the domain killed "))
        }
        #expect(ContinuousClock.now - start < .seconds(5))
      }
    }

    @Test func waitForTheAgentIsCancellable() async throws {
      try await withDomain(try definition("cancelled")) { domain in
        let waiting = Task { try await GuestAgent(of: domain).waitUntilReady(limit: .seconds(60)) }
        try await Task.sleep(for: .milliseconds(300))
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
      }
    }

    @Test func forwardsAPortOfTheLoopbackAddressOnce() async throws {
      let port = UInt16.random(in: 40_000..<60_000)
      try await withDomain(try definition("forward")) { domain in
        try await domain.forward(hostPort: port, guestPort: 80)
        let error = await #expect(throws: BuildError.self) {
          try await domain.forward(hostPort: port, guestPort: 81)
        }
        #expect(error?.hint?.contains("\(port)") == true)
        let listening = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
        // Addresses there are hexadecimal, the bytes reversed.
        #expect(listening.contains("0100007F:" + String(format: "%04X", Int(port))))
        #expect(!listening.contains("00000000:" + String(format: "%04X", Int(port))))
      }
      var alone = try definition("alone")
      alone.network = nil
      try await withDomain(alone) { domain in
        let error = await #expect(throws: BuildError.self) {
          try await domain.forward(hostPort: port, guestPort: 80)
        }
        #expect(error?.message.hasSuffix("the domain has no user network") == true)
      }
    }

    @Test func aCancelledStartLeavesNoDomain() async throws {
      let embedded = try #require(EmbeddedLibvirt.current)
      let definition = try definition("gone")
      let starting = Task { try await embedded.connection.start(definition) }
      try await Task.sleep(for: .milliseconds(100))
      starting.cancel()
      await #expect(throws: CancellationError.self) { try await starting.value }
      try await withTimeLimit(.seconds(20), waitingFor: "the domain to go") {
        // The connection's queue is free once the call that was left behind has returned.
        while try await !embedded.domains().isEmpty {
          try await Task.sleep(for: .milliseconds(50))
        }
      }
      #expect(embedded.driver.processID(ofDomain: "gone") == nil)
    }

    @Test func aStartHasALimit() async throws {
      let embedded = try #require(EmbeddedLibvirt.current)
      let definition = try definition("slow")
      let error = await #expect(throws: BuildError.self) {
        try await embedded.connection.start(definition, limit: .milliseconds(1))
      }
      #expect(error?.message == "waited 0 s for libvirt to start the domain slow")
      try await withTimeLimit(.seconds(20), waitingFor: "the domain to go") {
        while try await !embedded.domains().isEmpty {
          try await Task.sleep(for: .milliseconds(50))
        }
      }
    }

    @Test func theEmbeddedDriverReachesTheBuildsFiles() async throws {
      try await #require(EmbeddedLibvirt.current).connection.checkReach()
    }

    @Test func refusedStartNamesTheDomainAndTheReason() async throws {
      var definition = try definition("broken")
      definition.disks = [DomainDisk(.file("/no/such/disk", format: .raw))]
      let embedded = try #require(EmbeddedLibvirt.current)
      let error = await #expect(throws: BuildError.self) {
        try await embedded.connection.start(definition)
      }
      #expect(error?.message.hasPrefix("starting the domain broken: ") == true)
      #expect(error?.message.contains("/no/such/disk") == true)
      #expect(try await embedded.domains().isEmpty)
    }
  }
}
