import BuildFoundation
import Foundation
import Glibc
import Synchronization
import SystemPackage

/// Finds and kills the QEMU of an appliance, from any thread, while a call of the library blocks.
///
/// The library tells the process identifier only after the launch, and not while a call runs. So the
/// process is found as a child of ours that has the output channel's path, which is unique, in its
/// command line. That also rules out a stranger that got the identifier of a QEMU that ended.
final class ApplianceProcess: Sendable {
  private struct State {
    var isLaunching = false
    var isTerminated = false
  }

  private let marker: [UInt8]
  private let state = Mutex(State())

  init(marker: FilePath) {
    self.marker = Array(marker.string.utf8)
  }

  /// Whether `terminate` was called.
  var isTerminated: Bool { state.withLock { $0.isTerminated } }

  /// Calls `body`, during which QEMU may start at any moment.
  func launching<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.withLock { $0.isLaunching = true }
    defer { state.withLock { $0.isLaunching = false } }
    return try body()
  }

  /// Kills QEMU now, or as soon as the launch that is under way has started it.
  func terminate() {
    state.withLock { $0.isTerminated = true }
    killAll()
    guard state.withLock({ $0.isLaunching }) else { return }
    Task {
      while state.withLock({ $0.isLaunching }) {
        killAll()
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }

  /// The processes of the appliance; normally one or none.
  var identifiers: [pid_t] {
    let parent = getpid()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.filter {
      ProcessStatus(pid: $0)?.parent == parent && commandLine(of: $0).contains(marker)
    }
  }

  /// Waits for QEMU, and tells `body` its identifier and libguestfs's socket folder.
  func announce(to body: @Sendable (Int32, FilePath?) -> Void) async throws {
    while true {
      if let identifier = identifiers.first {
        return body(identifier, socketFolder(of: identifier))
      }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  /// The folder of the socket over which libguestfs talks to its daemon in the appliance.
  ///
  /// The library has no call for it, and for root it is always below `/tmp`.
  private func socketFolder(of identifier: pid_t) -> FilePath? {
    let arguments = commandLine(of: identifier).split(separator: 0)
    for argument in arguments.map({ String(decoding: $0, as: UTF8.self) }) {
      guard let start = argument.range(of: "path=")?.upperBound,
        let end = argument.range(of: "/guestfsd.sock")?.lowerBound, start < end
      else { continue }
      return FilePath(String(argument[start..<end]))
    }
    return nil
  }

  private func killAll() {
    for identifier in identifiers { kill(identifier, SIGKILL) }
  }

  private func commandLine(of identifier: pid_t) -> Data {
    (try? Data(contentsOf: URL(filePath: "/proc/\(identifier)/cmdline"))) ?? Data()
  }
}
