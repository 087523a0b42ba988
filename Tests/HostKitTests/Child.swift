import Foundation
import SystemPackage

@testable import HostKit

/// A real process of a test, ended and collected when the value is dropped.
final class Child: @unchecked Sendable {
  // `Process` is not Sendable; nothing changes it after `init`.
  private let process = Process()

  /// Starts a program that runs for a minute at most.
  init(
    _ program: String = "/bin/sleep", _ arguments: [String] = ["60"],
    environment: [String: String] = [:]
  ) throws {
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    // Whoever reads this process's output must not wait for what a failed test leaves.
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit {
    if process.isRunning { kill(pid, SIGKILL) }
    process.waitUntilExit()
  }

  var pid: Int32 { process.processIdentifier }
  var isRunning: Bool { ProcessIdentity(pid: pid) != nil }

  /// An identity that was a process's and is no longer.
  static func dead() throws -> ProcessIdentity {
    let child = try Child()
    let found = withExtendedLifetime(child) { ProcessIdentity(pid: $0.pid) }
    guard let identity = found else { throw Errno.noSuchProcess }
    return ProcessIdentity(pid: identity.pid, startTime: identity.startTime - 1)
  }
}
