import BuildFoundation
import LibvirtKit
import SystemPackage

/// The libvirt connection of a build, opened when the first domain is wanted.
actor LibvirtSession {
  private let uri: String?
  private let driver: EmbeddedDriver
  private var opened: Connection?

  init(uri: String?, driver: EmbeddedDriver) {
    self.uri = uri
    self.driver = driver
  }

  func connection() async throws -> Connection {
    if let opened { return opened }
    guard let uri else {
      let connection = try await Connection.open(driver)
      opened = connection
      return connection
    }
    let connection = try await Connection.open(uri)
    try await connection.checkReach()
    // Those of the embedded driver are found by their pid files; a daemon keeps its own.
    _ = try await connection.reapOrphans()
    opened = connection
    return connection
  }

  func close() async {
    await opened?.close()
    opened = nil
  }
}
