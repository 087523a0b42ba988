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
    if definition.video != .none {
      definition.screenSocket = settings.socketFolder.appending("vnc")
    }
    let console = ConsoleFollower(settings.consoleLog)
    let start = "starting the installer: \(machine.hardware.summary)"
    report.progress(start)
    report.output(start)
    let connection = try await libvirt.connection()
    let domain = try await connection.start(definition)
    let screen = screen(of: definition, limit: machine.limit, report)
    let drive =
      machine.isWindows
      ? zip(definition.disks, definition.diskTargets)
        .first { $0.0.kind == .cdrom }?.1 : nil
    let watch = InstallerWatch(
      limit: machine.limit, saysWhenDone: machine.saysWhenDone, read: machine.read,
      state: { try await domain.state() }, report: report)
    do {
      if let processID = domain.processID { scratch.onProcess(role, processID) }
      try await withTaskCancellationHandler {
        try await Self.attending(domain, drive, screen, report) {
          try await watch.untilEnd(of: console)
        }
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

  /// Runs `body`, and meanwhile what a person in front of the machine would do; `drive` has a disc of Windows.
  private static func attending(
    _ domain: Domain, _ drive: String?, _ screen: ScreenRecord?, _ report: StepReport,
    _ body: @escaping @Sendable () async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      if let screen { group.addTask { await screen.follow(domain) } }
      if let drive {
        group.addTask { await DiscKeyPress(domain: domain, drive: drive).untilStarted() }
        group.addTask { await Self.awaitAgent(of: domain, report) }
      }
      defer { group.cancelAll() }
      try await body()
    }
  }

  /// Says when the guest agent answers: what was installed runs then.
  private static func awaitAgent(of domain: Domain, _ report: StepReport) async {
    let agent = GuestAgent(of: domain)
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(5))
      guard !Task.isCancelled, await (try? agent.ping()) != nil else { continue }
      let name = await (try? agent.hostName()).map { " of \($0)" } ?? ""
      report.output("the guest agent\(name) answers")
      return report.progress("the guest agent\(name) answers")
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
    if machine.isWindows {
      clock = .localtime
      hasHyperV = true
    }
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
      // All of them: UEFI tells what it starts of no others than those that it may start from.
      for index in disks.indices.dropFirst() { disks[index].bootOrder = index + 1 }
      // Installers that firmware starts draw, and some refuse to without a card.
      video = .vga
    }
  }
}
