import BuildFoundation
import Foundation
import HostKit
import ImageProperties
import LibvirtKit
public import Pipeline
public import Recipes
import StorageDaemon
import SystemPackage

extension LocalHost {
  /// How long a guest may take to boot until its agent answers.
  private static let bootLimit = Duration.seconds(600)

  public func withBuilder<Result: Sendable>(
    on disk: any BuildDisk, settings builder: BuilderSettings, ending: BuilderEnding,
    report: StepReport, _ body: @escaping @Sendable (any Guest) async throws -> Result
  ) async throws -> Result {
    let daemon = try ExportedDisk.daemon(of: disk)
    let role = "builder"
    var definition = definition(role, builder)
    definition.machine = .q35
    definition.disks = [
      DomainDisk(
        .nbd(socket: daemon.socket, exportName: daemon.exportName), serial: BuilderMark.serial,
        bootOrder: 1)
    ]
    return try await watching(daemon) { [definition] in
      try await withDomain(definition, as: role, report: report) {
        try await agent(in: $0, waiting: $1)
      } body: { guest in
        if settings.accelerator == .tcg { await guest.stopRandomizingAddresses() }
        let result = try await body(guest)
        guard ending == .shutDown else { return result }
        report.progress("shutting down")
        guard try await guest.instance.domain.shutdown() != .destroyed else {
          throw BuildError(
            .timedOut, "shutting the builder down: the guest did not, and its power was cut",
            hint: "the console log shows what it was waiting for")
        }
        return result
      }
    }
  }

  public func withVerificationBoot<Result: Sendable>(
    _ boot: VerificationBoot, report: StepReport,
    _ body: @escaping @Sendable (any BootedGuest) async throws -> Result
  ) async throws -> Result {
    let doing = "verifying the image"
    guard let format = ImageFormat(rawValue: boot.format) else {
      throw BuildError(.defect, "\(doing): QEMU has no format \(boot.format)")
    }
    let overlay = scratch.folder.appending("verify.qcow2")
    try await QemuImage.create(
      overlay, format: .qcow2, size: boot.diskSize, backing: (boot.image, format))
    defer { try? FileManager.default.removeItem(atPath: overlay.string) }
    let role = "verify"
    var definition = definition(role, boot.settings)
    try definition.apply(boot.hardware, doing: doing)
    if boot.contact == .userData {
      definition.hasAgentChannel = false
      definition.socketPorts[UserDataGuest.portName] = settings.socketFolder.appending("commands")
    }
    let bus = try boot.hardware.bus(doing: doing)
    definition.disks.append(
      DomainDisk(.file(overlay, format: .qcow2), bus: bus, bootOrder: 1))
    report.progress("booting: \(boot.hardware.summary)")
    return try await withMetadata(of: boot, for: definition) { definition in
      try await watching(scratch.folder) {
        try await withDomain(definition, as: role, report: report) {
          try await answer(of: boot.contact, in: $0, waiting: $1)
        } body: {
          try await body($0)
        }
      }
    }
  }

  /// Waits until the guest answers.
  private func answer(
    of contact: GuestContact, in instance: BootedDomain, waiting: @Sendable () -> Void
  ) async throws -> any BootedGuest {
    switch contact {
    case .agent: return try await agent(in: instance, waiting: waiting)
    case .userData:
      let guest = try UserDataGuest(instance)
      try await guest.waitUntilReady(limit: Self.bootLimit, progress: waiting)
      return guest
    }
  }

  private func agent(
    in instance: BootedDomain, waiting: @Sendable () -> Void
  ) async throws -> BuilderGuest {
    let guest = try BuilderGuest(instance)
    try await guest.agent.waitUntilReady(limit: Self.bootLimit) { _ in waiting() }
    return guest
  }

  /// Runs `body` with a domain that is told its metadata.
  private func withMetadata<Result: Sendable>(
    of boot: VerificationBoot, for definition: DomainDefinition,
    _ body: @Sendable (DomainDefinition) async throws -> Result
  ) async throws -> Result {
    var definition = definition
    let metadata = boot.contact == .userData ? boot.metadata.answering() : boot.metadata
    switch boot.metadataSource {
    case .configDrive:
      let drive = try await ConfigDrive(metadata).make(in: scratch.folder)
      // Nova offers the config drive as a CD-ROM of the machine's own controller, which Debian's cloud
      // kernel has no driver for; on virtio every image that has a virtio disk can read it.
      definition.disks.append(
        DomainDisk(.file(drive, format: .raw), bus: .virtio, readOnly: true))
      return try await body(definition)
    case .service:
      let socket = settings.socketFolder.appending("metadata")
      definition.metadataSocket = socket
      let service = try MetadataService(metadata)
      return try await LineServer.serve(at: socket) {
        await service.answer($0)
      } while: { [definition] in
        try await body(definition)
      }
    }
  }

  /// What all domains of a build have in common.
  func definition(_ role: String, _ builder: BuilderSettings) -> DomainDefinition {
    var definition = DomainDefinition(
      name: "imgbuild-\(scratch.id)-\(role)",
      accelerator: settings.accelerator == .kvm ? .kvm : .tcg, memory: builder.memory,
      processors: builder.cpus)
    definition.consoleLog = settings.consoleLog
    definition.outputFile = scratch.folder.appending("\(role)-output")
    definition.owner = .current(build: scratch.id)
    return definition
  }

  /// Starts a domain, waits until it answers, runs `body`, and leaves no domain behind.
  private func withDomain<Answering, Result: Sendable>(
    _ definition: DomainDefinition, as role: String, report: StepReport,
    answer: @Sendable (BootedDomain, @Sendable () -> Void) async throws -> Answering,
    body: @Sendable (Answering) async throws -> Result
  ) async throws -> Result {
    let console = ConsoleTail(settings.consoleLog)
    let ports = shellPorts(role)
    var definition = definition
    definition.socketPorts.merge(ports?.sockets ?? [:]) { $1 }
    let connection = try await libvirt.connection()
    let domain = try await connection.start(definition)
    do {
      if let processID = domain.processID { scratch.onProcess(role, processID) }
      let instance = BootedDomain(domain, definition, shellPorts: ports)
      // A call of the agent blocks for up to a minute; it fails at once when its QEMU is killed.
      let result = try await withTaskCancellationHandler {
        let guest = try await answer(instance) {
          if let line = console.lastLine() { report.progress(line) }
        }
        return try await body(guest)
      } onCancel: {
        domain.terminateNow()
      }
      try await domain.terminate()
      return result
    } catch {
      // A firmware or a boot loader may print nothing on a serial port.
      if let screen = definition.screenshot { _ = await domain.takeScreenshot(to: screen) }
      try? await domain.terminate()
      throw console.explaining(error)
    }
  }
}
