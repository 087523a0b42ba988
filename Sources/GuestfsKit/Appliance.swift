import BuildFoundation
import CGuestfs
import Foundation
public import SystemPackage

/// A libguestfs appliance: a small virtual machine that mounts a disk's file systems.
///
/// Calls run one after another on a queue of their own and block it, never the shared pool. A call
/// that should end early ends by `terminate`, after which only `close` is of use.
public actor Appliance {
  /// The appliance's own queue.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  nonisolated let channel: OutputChannel
  nonisolated let process: ApplianceProcess
  private nonisolated let executor = DispatchQueueExecutor(label: "appliance")
  private nonisolated let log: ApplianceLog
  private var handle: GuestfsHandle?
  /// What is still to be run before devices other than partitions are there.
  var deviceScan: String?
  /// Whether a command uses the output channel now.
  var isRunningCommand = false
  /// The registry file that is open, if one is.
  var registry: OpenRegistry?
  /// Whether a command ran that may have left processes behind.
  var mayHaveProcesses = false

  /// Where libguestfs looks for what it makes its appliance from, unless told otherwise.
  public static var standardSearchPath: [FilePath] {
    guard let handle = imgbuild_guestfs_create() else { return [] }
    defer { guestfs_close(handle) }
    let path = guestfs_get_path(handle).map { String(cString: $0) } ?? ""
    return path.split(separator: ":").map { FilePath(String($0)) }
  }

  /// Starts an appliance with the disks of `options`; nothing is mounted yet.
  ///
  /// Throws `BuildError`: `timedOut` after the limit, `buildFailed` with a hint when it cannot be
  /// started; and `CancellationError`. After an error nothing is left running.
  public static func launch(_ options: Options) async throws -> Appliance {
    let appliance = try Appliance(options)
    let announcement = Task { try await appliance.process.announce(to: options.onStart) }
    defer { announcement.cancel() }
    do {
      try await appliance.withLimit(
        options.limit, waitingFor: "the appliance to start",
        hint: options.usesKVM ? "KVM may not work on this host: try --accelerator tcg" : nil
      ) { appliance in
        try appliance.configure(options)
        try appliance.start()
      }
      return appliance
    } catch {
      await appliance.close()
      throw error
    }
  }

  private init(_ options: Options) throws {
    channel = try OutputChannel(below: options.temporaryFolder)
    process = ApplianceProcess(marker: channel.file)
    log = ApplianceLog(line: options.log)
    deviceScan = options.deviceScan
    guard let handle = GuestfsHandle(log: log) else {
      channel.remove()
      throw BuildError(.host, "making an appliance: there is not enough memory")
    }
    self.handle = handle
  }

  private func start() throws {
    try process.launching {
      // Asked for in between: `terminate` found nothing to kill then.
      guard !process.isTerminated else { throw CancellationError() }
      do {
        try check("starting the appliance") { guestfs_launch($0) }
      } catch var error as BuildError {
        error.output = log.tail
        throw error
      }
    }
  }

  /// Ends the appliance with SIGKILL, from any thread; a call that blocks returns an error at once.
  ///
  /// What file systems had not yet written is lost. `close` still has to be called.
  public nonisolated func terminate() {
    process.terminate()
  }

  /// Unmounts, ends the appliance and frees everything; never throws, may be called again.
  ///
  /// To be sure that all data is on the disk call `unmountAll` before: its errors are told. An
  /// appliance that has not ended after `limit` is terminated.
  public nonisolated func close(limit: Duration = .seconds(30)) async {
    let timer = Task {
      try await Task.sleep(for: limit)
      terminate()
    }
    await free()
    timer.cancel()
  }

  private func free() {
    handle = nil
    channel.remove()
  }

  deinit {
    channel.remove()
  }

  /// The process identifiers of the appliance's QEMU, found by the host's process list.
  public nonisolated var processIdentifiers: [Int32] { process.identifiers }

  /// Calls `body` on the handle, and throws its error when it returns nil.
  func value<Result>(_ doing: String, _ body: (OpaquePointer) -> Result?) throws -> Result {
    guard let handle else {
      throw BuildError(.defect, "\(doing): the appliance is closed")
    }
    switch handle.call(body) {
    case .success(let result): return result
    case .failure(let error) where process.isTerminated:
      throw BuildError(.interrupted, "\(doing): the appliance was ended", cause: error)
    case .failure(let error): throw error.asBuildError(doing: doing)
    }
  }

  /// Calls `body` on the handle, and throws its error when it returns -1.
  @discardableResult
  func check<Result: SignedInteger>(
    _ doing: String, _ body: (OpaquePointer) -> Result
  ) throws -> Result {
    try value(doing) { handle in
      let result = body(handle)
      return result == -1 ? nil : result
    }
  }
}
