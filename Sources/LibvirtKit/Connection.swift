import BuildFoundation
import CLibvirt
import Foundation
import SystemPackage

/// A connection to libvirt.
///
/// Its calls block, so they run on a queue of its own. It closes with `close()`, or when the last
/// value that needs it goes away: a `Domain` keeps its connection open.
public actor Connection {
  /// What was opened, for messages.
  public nonisolated let uri: String
  private let executor = DispatchQueueExecutor(label: "libvirt-connection")
  private nonisolated let driver: EmbeddedDriver?
  private var handle: ConnectionHandle?

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  private init(uri: String, driver: EmbeddedDriver?) {
    self.uri = uri
    self.driver = driver
  }

  /// Opens a libvirt URI, such as `qemu:///system`.
  ///
  /// Throws `BuildError`: `host` when it cannot be opened, `timedOut` after `limit`; and
  /// `CancellationError`.
  public static func open(
    _ uri: String, limit: Duration = .seconds(60)
  ) async throws -> Connection {
    try await open(Connection(uri: uri, driver: nil), limit: limit)
  }

  /// Opens the QEMU driver inside this process.
  ///
  /// A process can embed one root only, and a root belongs to one process: a second root in the same
  /// process is refused by libvirt. Takes 7 s with an empty capability cache, 0.1 s with a filled one.
  /// Throws `BuildError`: `host` when the root cannot be prepared or opened, `timedOut` after `limit`;
  /// and `CancellationError`.
  public static func open(
    _ driver: EmbeddedDriver, limit: Duration = .seconds(60)
  ) async throws -> Connection {
    try driver.prepare()
    return try await open(Connection(uri: driver.uri, driver: driver), limit: limit)
  }

  private static func open(_ connection: Connection, limit: Duration) async throws -> Connection {
    let call = BlockingCall(
      waitingFor: "libvirt to open \(connection.uri)", hint: "imgbuild doctor checks libvirt"
    ) { try await connection.open() }
    try await call.result(within: limit)
    return connection
  }

  private func open() throws {
    try LibvirtRuntime.start()
    if let driver { LibvirtRuntime.log(to: driver.log) }
    guard let pointer = virConnectOpen(uri) else {
      let error = LibvirtError.last()
      throw BuildError(
        .host, "connecting to libvirt (\(uri)): \(error.message)",
        hint: error.buildError(doing: "").hint ?? "imgbuild doctor checks libvirt", cause: error)
    }
    handle = ConnectionHandle(owning: pointer)
  }

  /// Closes the connection; calls after it throw.
  ///
  /// Domains that run go on running. Not cancellable, but a call that hangs in libvirt is not waited
  /// for longer than `limit`.
  public nonisolated func close(limit: Duration = .seconds(5)) async {
    let call = BlockingCall(waitingFor: "libvirt to close \(uri)", hint: nil) {
      await self.release()
    }
    _ = await Task { try await call.result(within: limit) }.result
  }

  private func release() {
    handle = nil
  }

  /// The versions of the library and of what it drives (QEMU).
  public func versions() throws -> (library: LibvirtVersion, hypervisor: LibvirtVersion) {
    let handle = try open(for: "asking libvirt for its version")
    var library: UInt = 0
    var hypervisor: UInt = 0
    guard virConnectGetLibVersion(handle.pointer, &library) == 0,
      virConnectGetVersion(handle.pointer, &hypervisor) == 0
    else { throw LibvirtError.last().buildError(doing: "asking libvirt for its version") }
    return (LibvirtVersion(number: library), LibvirtVersion(number: hypervisor))
  }

  /// Starts a transient domain: it leaves no trace in libvirt when it stops.
  ///
  /// Throws `BuildError`, `timedOut` after `limit` among others; and `CancellationError`. QEMU ends
  /// then. With the embedded driver, the error's output holds the end of QEMU's own log.
  public nonisolated func start(
    _ definition: DomainDefinition, limit: Duration = .seconds(120)
  ) async throws -> Domain {
    var definition = definition
    if let driver, definition.hasAgentChannel, definition.agentSocket == nil {
      definition.agentSocket = try driver.agentSocket(ofDomain: definition.name)
    }
    let (xml, name) = (definition.xml, definition.name)
    let call = BlockingCall(
      waitingFor: "libvirt to start the domain \(name)", hint: "libvirt's and QEMU's logs say more",
      body: { try await self.start(xml: xml, name: name) },
      interrupt: { [driver] in
        if let processID = driver?.processID(ofDomain: name) { kill(processID, SIGKILL) }
      },
      discard: { $0.terminateNow() })
    return try await call.result(within: limit)
  }

  /// As `start(_:)`, for XML that a test wrote.
  func start(xml: String, name: String) throws -> Domain {
    let handle = try open(for: "starting the domain \(name)")
    guard let pointer = virDomainCreateXML(handle.pointer, xml, 0) else {
      let doing = "starting the domain \(name)"
      let reason = LibvirtError.last()
      var error = handle.lossError(doing: doing) ?? reason.buildError(doing: doing)
      error.output = driver?.logTail(ofDomain: name) ?? []
      throw error
    }
    return domain(owning: pointer, of: handle)
  }

  /// The running domain of that name; throws when there is none.
  public func domain(named name: String) throws -> Domain {
    let handle = try open(for: "looking for the domain \(name)")
    guard let pointer = virDomainLookupByName(handle.pointer, name) else {
      throw LibvirtError.last().buildError(doing: "looking for the domain \(name)")
    }
    return domain(owning: pointer, of: handle)
  }

  /// Checks a definition as libvirt's own drivers do, without starting it; for tests.
  func define(xml: String, validate: Bool) throws {
    let handle = try open(for: "checking a definition")
    let flags = validate ? VIR_DOMAIN_DEFINE_VALIDATE.rawValue : 0
    guard let pointer = virDomainDefineXMLFlags(handle.pointer, xml, flags) else {
      throw LibvirtError.last().buildError(doing: "checking a definition")
    }
    virDomainUndefine(pointer)
    virDomainFree(pointer)
  }

  func domain(owning pointer: virDomainPtr, of handle: ConnectionHandle) -> Domain {
    Domain(DomainHandle(owning: pointer, of: handle), driver: driver)
  }

  func open(for doing: String) throws -> ConnectionHandle {
    guard let handle else {
      throw BuildError(.defect, "\(doing): the connection to \(uri) is closed")
    }
    return handle
  }
}
