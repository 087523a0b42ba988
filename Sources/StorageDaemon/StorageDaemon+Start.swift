import BuildFoundation
import HostKit
import SystemPackage

extension StorageDaemon {
  /// Starts a daemon, makes the first overlay and exports it.
  ///
  /// `onStart` gets the process identifier as soon as there is one. Throws `BuildError`: `host` when
  /// the daemon is not installed or a socket's path is too long, `timedOut` when it does not answer,
  /// `buildFailed` with its last lines when it refuses. After an error nothing is left behind.
  public static func start(
    _ options: Options, onStart: @escaping @Sendable (Int32) -> Void = { _ in }
  ) async throws -> StorageDaemon {
    let doing = "starting the storage daemon"
    try UnixSocket.check(options.exportSocket)
    try UnixSocket.check(options.commandSocket)
    _ = try ExternalTool.storageDaemon.located()
    let process = DaemonProcess(
      arguments: [
        "--chardev",
        "socket,id=qmp,path=\(doubled(options.commandSocket)),server=on,wait=off",
        "--monitor", "chardev=qmp",
      ], onStart: onStart)
    do {
      let connection = try await process.connect(options.commandSocket, limit: options.limit)
      // One client is all there is: without the name nobody else can find the server.
      unlink(options.commandSocket)
      do {
        let size = try await connection.buildDisk(options)
        return StorageDaemon(
          options: options, virtualSize: size, connection: connection, process: process,
          processIdentifier: process.processIdentifier ?? 0)
      } catch {
        connection.close()
        throw error
      }
    } catch {
      await process.end(within: .zero)
      unlink(options.commandSocket)
      unlink(options.exportSocket)
      throw await process.explained(error, doing: doing)
    }
  }

  /// QEMU's option syntax ends a value at a comma; a doubled one stands for itself.
  private static func doubled(_ path: FilePath) -> String {
    path.string.split(separator: ",", omittingEmptySubsequences: false).joined(separator: ",,")
  }
}

extension QMPClient {
  /// Opens the base, puts the first overlay on it and exports that; gives the disk's size.
  fileprivate func buildDisk(_ options: StorageDaemon.Options) async throws -> ByteCount {
    try await execute(
      "blockdev-add",
      [
        "driver": .string(options.baseFormat.rawValue), "node-name": "base", "read-only": true,
        "file": ["driver": "file", "filename": .string(options.base.string)],
      ])
    let baseSize = try await virtualSize(of: "base")
    let size = options.virtualSize ?? baseSize
    guard size >= baseSize else {
      throw BuildError(
        .recipe, "making the disk: \(size) is smaller than the base, which has \(baseSize)",
        hint: "Ask for \(baseSize) or more.")
    }
    let node = StorageDaemon.node(0)
    try await createOverlay(
      options.firstOverlay, node: node, size: size,
      backing: (options.base, options.baseFormat))
    do {
      try await addOverlay(node, backing: "base")
      try await startServer(at: options.exportSocket)
      try await export(node, as: options.exportName)
    } catch {
      unlink(options.firstOverlay)
      throw error
    }
    return size
  }

  private func startServer(at socket: FilePath) async throws {
    try await execute(
      "nbd-server-start",
      [
        "addr": ["type": "unix", "data": ["path": .string(socket.string)]],
        // No limit: an appliance may attach while the builder before it is still going.
        "max-connections": 0,
      ])
  }
}
