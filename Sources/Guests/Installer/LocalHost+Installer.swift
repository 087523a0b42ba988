import BuildFoundation
import ImageProperties
import LibvirtKit
public import Pipeline
import SystemPackage

extension LocalHost {
  public func runInstaller(_ machine: InstallerMachine, report: StepReport) async throws {
    try await watching(machine.disk.removingLastComponent()) {
      try await run(machine, report: report)
    }
  }

  private func run(_ machine: InstallerMachine, report: StepReport) async throws {
    let role = "installer"
    var definition = definition(role, machine.settings)
    try definition.setUp(for: machine)
    let console = ConsoleFollower(settings.consoleLog)
    report.progress("starting the installer: \(machine.hardware.summary)")
    let connection = try await libvirt.connection()
    let domain = try await connection.start(definition)
    let watch = InstallerWatch(
      limit: machine.limit, read: machine.read, state: { try await domain.state() }, report: report)
    do {
      if let processID = domain.processID { scratch.onProcess(role, processID) }
      try await withTaskCancellationHandler {
        try await watch.untilEnd(of: console)
      } onCancel: {
        domain.terminateNow()
      }
      try await domain.terminate()
    } catch {
      try? await domain.terminate()
      throw error
    }
  }
}

extension DomainDefinition {
  /// Makes the domain the machine of an installer.
  mutating func setUp(for machine: InstallerMachine) throws {
    let doing = "starting the installer"
    try apply(machine.hardware, doing: doing)
    // Kernels and installers that find a screen ask there, and not on the serial port that is followed.
    video = .none
    // Installers make keys, and wait for randomness where there is little.
    hasRandomGenerator = true
    disks = [
      DomainDisk(
        .file(machine.disk, format: .qcow2), bus: try machine.hardware.bus(doing: doing),
        bootOrder: 1)
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
      if disks.count > 1 { disks[1].bootOrder = 2 }
      // Installers that firmware starts draw, and some refuse to without a card.
      video = .vga
    }
  }
}
