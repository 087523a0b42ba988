import BuildFoundation
import SystemPackage

extension QMPClient {
  /// The size that the block node `name` has for its users.
  func virtualSize(of name: String) async throws -> ByteCount {
    let nodes = try await execute("query-named-block-nodes", ["flat": true])
    let node = nodes.array?.first { $0["node-name"]?.string == name }
    guard let size = node?["image"]?["virtual-size"]?.integer else {
      throw BuildError(.defect, "asking for the size of the disk: no node named \(name)")
    }
    return ByteCount(bytes: size)
  }

  /// How the header of the overlay at `path` names `backing`: by its bare name in the same folder, which
  /// QEMU looks up beside the overlay, so that a chain can be moved as a whole; else as given.
  static func backingName(_ backing: FilePath, for path: FilePath) -> String {
    // QEMU would take what stands before a colon for a protocol.
    guard backing.removingLastComponent() == path.removingLastComponent(),
      let name = backing.lastComponent?.string, !name.contains(":")
    else { return backing.string }
    return name
  }

  /// Makes a qcow2 file whose header names `backing`, and adds the node of the file below it.
  ///
  /// The daemon does it itself, in a few milliseconds and with the locks that it needs anyway.
  /// Nothing is left after an error.
  func createOverlay(
    _ path: FilePath, node: String, size: ByteCount, backing: (path: FilePath, format: ImageFormat)
  ) async throws {
    // Exclusive, so that a file of another build is never overwritten.
    do {
      try FileDescriptor.open(
        path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead]
      ).close()
    } catch let error as Errno {
      throw BuildError(.host, "making the overlay \(path): \(error)")
    }
    do {
      try await execute(
        "blockdev-add",
        [
          "driver": "file", "node-name": .string(fileNode(node)),
          "filename": .string(path.string), "discard": "unmap",
        ])
      try await runJob(
        "blockdev-create", id: "create-\(node)",
        [
          "options": [
            "driver": "qcow2", "file": .string(fileNode(node)), "size": .integer(size.bytes),
            "backing-file": .string(Self.backingName(backing.path, for: path)),
            "backing-fmt": .string(backing.format.rawValue),
          ]
        ])
    } catch {
      await removeOverlay(node, file: path)
      throw error
    }
  }

  /// Adds the node of an overlay that `createOverlay` made; freed and zeroed blocks free clusters.
  func addOverlay(_ node: String, backing: String?) async throws {
    try await execute(
      "blockdev-add",
      [
        "driver": "qcow2", "node-name": .string(node), "file": .string(fileNode(node)),
        "backing": backing.map { .string($0) } ?? .null,
        "discard": "unmap", "detect-zeroes": "unmap",
      ])
  }

  /// Undoes `createOverlay` and `addOverlay`, as far as they came.
  func removeOverlay(_ node: String, file: FilePath) async {
    _ = try? await execute("blockdev-del", ["node-name": .string(node)], limit: .seconds(5))
    _ = try? await execute(
      "blockdev-del", ["node-name": .string(fileNode(node))], limit: .seconds(5))
    unlink(file)
  }

  /// Runs a command that starts a job, and waits for the job's end.
  private func runJob(_ command: String, id: String, _ arguments: [String: QMPValue]) async throws {
    // Subscribed before the job begins: a short one ends before its command is answered.
    let events = events()
    try await execute(command, arguments.merging(["job-id": .string(id)]) { _, new in new })
    try await withTimeLimit(Self.defaultLimit, waitingFor: "the storage daemon's \(command)") {
      for await event in events
      where event.name == "JOB_STATUS_CHANGE" && event.data["id"]?.string == id {
        if event.data["status"]?.string == "concluded" { return }
      }
      // The stream ends with the connection or with the task: the next command says which.
      try Task.checkCancellation()
    }
    let jobs = try await execute("query-jobs")
    let error = jobs.array?.first { $0["id"]?.string == id }?["error"]?.string
    try await execute("job-dismiss", ["id": .string(id)])
    if let error { throw QMPError(command: command, errorClass: "GenericError", reason: error) }
  }

  private func fileNode(_ node: String) -> String { "\(node)-file" }
}
