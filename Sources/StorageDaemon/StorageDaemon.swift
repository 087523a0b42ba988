public import BuildFoundation
public import SystemPackage

/// A `qemu-storage-daemon` that owns the disk of one build: a chain of qcow2 overlays, the last of
/// which is exported, writable, over an NBD Unix socket.
///
/// One owner for the whole build, so that an appliance and a booted builder attach one after the
/// other, or at once, and so that a layer can be split off while they are attached. (Their file
/// systems must be synced first: the daemon sees blocks, not files.) Who starts a daemon must stop
/// it.
public actor StorageDaemon {
  /// The NBD server's Unix socket.
  public nonisolated let socket: FilePath
  /// The export's name on that socket, without a leading slash.
  public nonisolated let exportName: String
  /// The daemon's process.
  public nonisolated let processIdentifier: Int32
  /// The size that the export has; `grow(to:)` changes it.
  public internal(set) var virtualSize: ByteCount
  /// The overlay that takes what is written now.
  public private(set) var overlay: FilePath

  let connection: QMPClient
  let process: DaemonProcess
  private var index = 0
  private var isBusy = false
  private var isStopped = false

  init(
    options: Options, virtualSize: ByteCount, connection: QMPClient, process: DaemonProcess,
    processIdentifier: Int32
  ) {
    socket = options.exportSocket
    exportName = options.exportName
    overlay = options.firstOverlay
    self.virtualSize = virtualSize
    self.connection = connection
    self.process = process
    self.processIdentifier = processIdentifier
  }

  /// Freezes the overlay and goes on in a new one at `newOverlay`, while clients are attached.
  ///
  /// Gives the frozen layer's path: `keptAs`, to which the file is renamed once it is frozen
  /// (on the same file system), or its old one. The new overlay's header names that file,
  /// relative to its own folder if it can, so the chain can be opened by other processes and moved. What clients have written is flushed to the disk first;
  /// what their file systems still hold is theirs to sync. Throws `BuildError`; after an error the
  /// old overlay goes on.
  public func checkpoint(
    newOverlay: FilePath, keptAs: FilePath? = nil
  ) async throws -> FilePath {
    // A task of its own: a snapshot that is cancelled half-way would leave a disk that nobody knows.
    try await alone(Self.splitting) {
      try await Task { try await self.split(to: newOverlay, keptAs: keptAs ?? self.overlay) }.value
    }
  }

  /// Runs `body` while no other change of the chain goes on; throws when one does.
  func alone<Result: Sendable>(
    _ doing: String, _ body: () async throws -> Result
  ) async throws -> Result {
    guard !isBusy, !isStopped else {
      throw BuildError(
        .defect, "\(doing): the daemon is \(isStopped ? "stopped" : "busy with the chain")")
    }
    isBusy = true
    defer { isBusy = false }
    return try await body()
  }

  /// That the daemon has ended, and with it the disk; nil while it runs.
  ///
  /// A `host` error: what the overlay holds now was not written to its end.
  public nonisolated var failure: BuildError? {
    process.ending.map { ending in
      BuildError(
        .host, "the storage daemon, which owns the build's disk, ended: \(ending)",
        hint: "was it killed, or did memory run out? The next run goes on after the last layer",
        output: process.lines)
    }
  }

  /// The name of the node that clients write to.
  var topNode: String { Self.node(index) }

  private func split(to newOverlay: FilePath, keptAs frozen: FilePath) async throws -> FilePath {
    let new = Self.node(index + 1)
    do {
      try await connection.createOverlay(
        newOverlay, node: new, size: virtualSize, backing: (frozen, .qcow2))
      do {
        try await connection.addOverlay(new, backing: nil)
        try await connection.execute(
          "blockdev-snapshot", ["node": .string(Self.node(index)), "overlay": .string(new)])
      } catch {
        await connection.removeOverlay(new, file: newOverlay)
        throw error
      }
      index += 1
      let written = overlay
      overlay = newOverlay
      // Only now: while the snapshot is made, QEMU opens the old file again by its old name.
      if frozen != written { try rename(written, to: frozen) }
      return frozen
    } catch {
      throw await process.explained(error, doing: Self.splitting)
    }
  }

  /// Ends the daemon: by QMP, after 5 s by SIGTERM, after 3 more by SIGKILL; removes its sockets.
  ///
  /// Layers stay. Never throws, may be called again, and works in a cancelled task.
  public func stop() async {
    guard !isStopped else { return }
    isStopped = true
    let connection = connection
    // A task of its own: a cancelled caller must not turn the quiet end into a kill.
    await Task { _ = try? await connection.execute("quit", limit: .seconds(5)) }.value
    await process.end(within: .seconds(5))
    connection.close()
    unlink(socket)
  }

  private static let splitting = "splitting off a layer of the disk"

  /// The name of the node of the overlay that is `index` checkpoints above the first.
  static func node(_ index: Int) -> String { "layer-\(index)" }
}
