import BuildFoundation
import GuestfsKit
import HostKit
public import Pipeline
import StorageDaemon
import SystemPackage

extension LocalHost {
  public func withAppliance<Result: Sendable>(
    on disk: any BuildDisk, layout: DiskLayout?, report: StepReport,
    _ body: @escaping @Sendable (any OfflineGuest) async throws -> Result
  ) async throws -> Result {
    let daemon = try ExportedDisk.daemon(of: disk)
    return try await watching(daemon) {
      report.progress("starting its kernel")
      let ports = shellPorts("appliance")
      let appliance = try await launch(daemon, ports)
      do {
        let guest = ApplianceGuest(appliance, scratch: scratch.folder, shellPorts: ports)
        try await guest.mount(by: layout)
        let result = try await body(guest)
        for name in try await guest.unmount() { report.output("ended \(name)") }
        await appliance.close()
        return result
      } catch {
        appliance.terminate()
        await appliance.close()
        throw error
      }
    }
  }

  private func launch(
    _ daemon: StorageDaemon, _ ports: ShellPorts?
  ) async throws -> Appliance {
    try await launch(.export(socket: daemon.socket, name: daemon.exportName)) {
      $0.hasNetwork = true
      $0.socketPorts = ports?.sockets ?? [:]
    }
  }

  /// Launches an appliance on a disk, with what `configure` sets beside the usual.
  func launch(
    _ drive: ApplianceDrive, _ configure: (inout Appliance.Options) -> Void = { _ in }
  ) async throws -> Appliance {
    var options = Appliance.Options(drives: [drive], usesKVM: settings.accelerator == .kvm)
    options.memory = 1536
    options.temporaryFolder = scratch.folder
    if let cache = settings.applianceCache,
      let lean = try await LeanAppliance.prepare(below: cache)
    {
      lean.apply(to: &options)
    }
    configure(&options)
    let log = LogFile(settings.applianceLog)
    options.log = { log.append($0) }
    options.onStart = { pid, _ in scratch.onProcess("appliance", pid) }
    return try await Self.launchTwice(options, firstLimit: .seconds(100), log)
  }

  /// Launches an appliance, and another where the first one stands still.
  ///
  /// It takes 5 to 30 s, emulated. One was not there after 5 minutes, for a reason that is not known, and the
  /// same again took 8 s.
  static func launchTwice(
    _ options: Appliance.Options, firstLimit: Duration, _ log: LogFile
  ) async throws -> Appliance {
    var first = options
    first.limit = min(firstLimit, options.limit)
    do {
      return try await Appliance.launch(first)
    } catch let error as BuildError where error.code == .timedOut {
      for line in [error.message] + error.output { log.append("imgbuild: \(line)") }
      return try await Appliance.launch(options)
    }
  }
}
