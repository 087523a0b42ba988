import BuildFoundation
import LibvirtKit
import Pipeline
import Synchronization
import SystemPackage

/// What can be done with a booted domain from outside, whoever answers inside.
final class BootedDomain: Sendable {
  let domain: Domain
  let definition: DomainDefinition
  /// Where a shell finds the host; nil when the guest was booted without.
  let shellPorts: ShellPorts?
  private let forwarded = Mutex<[Int: Int]>([:])

  init(_ domain: Domain, _ definition: DomainDefinition, shellPorts: ShellPorts? = nil) {
    self.domain = domain
    self.definition = definition
    self.shellPorts = shellPorts
  }

  /// Takes a picture of the screen, where there is one.
  func keepScreen() async {
    if let screenshot = definition.screenshot { _ = await domain.takeScreenshot(to: screenshot) }
  }

  func pressPowerButton(limit: Duration) async throws -> Bool {
    try await domain.pressPowerButton(limit: limit)
  }

  func forward(port: Int) async throws -> Int {
    if let known = forwarded.withLock({ $0[port] }) { return known }
    guard let guestPort = UInt16(exactly: port) else {
      throw BuildError(.recipe, "testing the image: \(port) is no TCP port")
    }
    let hostPort = try LoopbackPort.free()
    try await domain.forward(hostPort: hostPort, guestPort: guestPort)
    forwarded.withLock { $0[port] = Int(hostPort) }
    return Int(hostPort)
  }
}

extension BootedGuest where Self: DomainGuest {
  func keepScreen() async { await instance.keepScreen() }

  func pressPowerButton(limit: Duration) async throws -> Bool {
    try await instance.pressPowerButton(limit: limit)
  }

  func forward(port: Int) async throws -> Int { try await instance.forward(port: port) }
}
