import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import Synchronization
import TerminalUI

/// Several builds of one recipe, one after the other, each in a process of its own.
///
/// libvirt's embedded driver opens one root in the life of a process, and nothing that one build leaves
/// in memory may reach the next.
struct SeparateBuilds {
  /// The option by which a process is told which build is its own.
  static let option = "build"

  let names: [String]

  /// Runs the builds with this process's own arguments.
  ///
  /// One that fails does not keep the others from being built. Throws the exit status of the last that
  /// failed, or of the one that was interrupted.
  func run() async throws {
    var failure: Int32 = 0
    for (index, name) in names.enumerated() {
      OutputDescriptor.standardError.write(lines: [
        "build \(index + 1) of \(names.count): \(name)"
      ])
      let status = try await status(of: name)
      if status == BuildError.Code.interrupted.exitStatus { throw ExitCode(status) }
      if status != 0 { failure = status }
    }
    if failure != 0 { throw ExitCode(failure) }
  }

  private func status(of name: String) async throws -> Int32 {
    let child = Mutex<Int32?>(nil)
    let pass: @Sendable () -> Void = {
      if let process = child.withLock({ $0 }) { kill(process, SIGTERM) }
    }
    let interruption = Interruption(first: pass, kill: pass)
    defer { interruption.stop() }
    let arguments = CommandLine.arguments.dropFirst() + ["--\(Self.option)", name]
    return try await ExternalTool.runSelf(Array(arguments)) { process in
      child.withLock { $0 = process }
    }
  }

  /// Ends this process in good order when the one that started it is gone.
  static func watchParent() {
    let parent = getppid()
    Thread.detachNewThread {
      while getppid() == parent { sleep(1) }
      kill(getpid(), SIGTERM)
    }
  }
}
