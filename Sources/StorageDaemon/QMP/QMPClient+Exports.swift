import BuildFoundation

extension QMPClient {
  /// The id of the one export; its name is what clients see.
  private static let exportID = "disk"

  /// Lets clients of the NBD server write to `node` under `name`.
  func export(_ node: String, as name: String) async throws {
    try await execute(
      "block-export-add",
      [
        "type": "nbd", "id": .string(Self.exportID), "node-name": .string(node),
        "name": .string(name), "writable": true,
      ])
  }

  /// Ends the export; clients that are attached lose it.
  func endExport() async throws {
    // Subscribed before: without clients it is gone before the command is answered.
    let events = events()
    try await execute("block-export-del", ["id": .string(Self.exportID), "mode": "hard"])
    try await withTimeLimit(Self.defaultLimit, waitingFor: "the storage daemon to end the export") {
      for await event in events
      where event.name == "BLOCK_EXPORT_DELETED" && event.data["id"]?.string == Self.exportID {
        return
      }
      try Task.checkCancellation()
    }
  }

  /// Makes a node that is not exported larger.
  func resize(_ node: String, to size: ByteCount) async throws {
    try await execute(
      "block_resize", ["node-name": .string(node), "size": .integer(size.bytes)])
  }
}
