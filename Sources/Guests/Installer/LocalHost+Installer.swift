import BuildFoundation
import ImageProperties
import LibvirtKit
public import Pipeline
import StorageDaemon
public import SystemPackage

extension LocalHost {
  public func runInstaller(
    _ machine: InstallerMachine, on disk: FilePath, report: StepReport
  ) async throws {
    try await watching(disk.removingLastComponent()) {
      try await run(machine, .file(disk, format: .qcow2), as: "installer", report)
    }
  }

  public func run(
    _ machine: InstallerMachine, on disk: any BuildDisk, report: StepReport
  ) async throws {
    let daemon = try ExportedDisk.daemon(of: disk)
    try await watching(daemon) {
      try await run(
        machine, .nbd(socket: daemon.socket, exportName: daemon.exportName), as: "machine", report)
    }
  }

  private func run(
    _ machine: InstallerMachine, _ disk: DomainDisk.Source, as role: String, _ report: StepReport
  ) async throws {
    var definition = definition(role, machine.settings)
    try definition.setUp(for: machine, disk)
    if definition.video != .none {
      definition.screenSocket = settings.socketFolder.appending("vnc")
    }
    let console = ConsoleFollower(settings.consoleLog)
    let start = "starting the \(role): \(machine.hardware.summary)"
    report.progress(start)
    report.output(start)
    let connection = try await libvirt.connection()
    let domain = try await connection.start(definition)
    let screen = screen(of: definition, limit: machine.limit, report)
    let attendance = MachineAttendance(
      domain: domain, screen: screen, isWindows: machine.isWindows,
      drive: zip(definition.disks, definition.diskTargets).first { $0.0.kind == .cdrom }?.1,
      report: report)
    let watch = InstallerWatch(
      what: role, limit: machine.limit, saysWhenDone: machine.saysWhenDone, read: machine.read,
      state: { try await domain.state() }, report: report)
    do {
      if let processID = domain.processID { scratch.onProcess(role, processID) }
      try await withTaskCancellationHandler {
        try await attendance.during { try await watch.untilEnd(of: console) }
      } onCancel: {
        domain.terminateNow()
      }
      try await domain.terminate()
    } catch {
      let picture = await screen?.takeLast(of: domain)
      try? await domain.terminate()
      guard let picture, var known = error as? BuildError else { throw error }
      known.output.append("the screen at the end: \(picture)")
      throw known
    }
  }

  /// Where pictures of the screen go; nil for a machine without one.
  private func screen(
    of definition: DomainDefinition, limit: Duration, _ report: StepReport
  ) -> ScreenRecord? {
    guard let socket = definition.screenSocket else { return nil }
    report.output("the screen can be seen, and typed at, with: vncviewer \(socket)")
    let folder = settings.consoleLog.removingLastComponent().appending("screens")
    return ScreenRecord(folder, limit: limit)
  }
}

extension DomainDefinition {
  /// Makes the domain the machine of an installer.
  mutating func setUp(for machine: InstallerMachine, _ disk: DomainDisk.Source) throws {
    let doing = "starting the machine"
    try apply(machine.hardware, doing: doing)
    // Kernels and installers that find a screen ask there, and not on the serial port that is followed.
    video = .none
    // Installers make keys, and wait for randomness where there is little.
    hasRandomGenerator = true
    if machine.isWindows {
      clock = .localtime
      hasHyperV = true
    }
    disks = [
      DomainDisk(disk, bus: try machine.hardware.bus(doing: doing), bootOrder: 1)
    ]
    // What every chipset has, and every installer a driver for.
    let discBus = self.machine == .pc ? DiskBus.ide : .sata
    disks += machine.discs.map {
      DomainDisk(.file($0, format: .raw), kind: .cdrom, bus: discBus, discards: false)
    }
    switch machine.start {
    case .kernel(let kernel, let initrd, let arguments):
      directKernel = DirectKernel(
        kernel, initrd: initrd, commandLine: arguments.joined(separator: " "))
      onReboot = .destroy
    case .firmware:
      // All of them: UEFI tells what it starts of no others than those that it may start from.
      for index in disks.indices.dropFirst() { disks[index].bootOrder = index + 1 }
      // Installers that firmware starts draw, and some refuse to without a card.
      video = .vga
    }
  }
}
