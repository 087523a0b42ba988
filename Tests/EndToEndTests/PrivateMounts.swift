import Foundation
import Glibc
import SystemPackage

/// A mount namespace: what is mounted in it nobody else sees, and nothing of it stays mounted.
final class PrivateMounts: Sendable {
  /// Whether this user may make one.
  static var areAllowed: Bool { geteuid() == 0 }

  private let keeper: Process
  private let identifier: Int32

  init() throws {
    keeper = Process()
    keeper.executableURL = URL(filePath: "/usr/bin/unshare")
    // Ends with this process, whose end of the pipe closes then.
    keeper.arguments = ["--mount", "--propagation", "private", "cat"]
    keeper.standardInput = Pipe()
    keeper.standardOutput = FileHandle.nullDevice
    try keeper.run()
    identifier = keeper.processIdentifier
    let own = Self.namespace(of: getpid())
    while Self.namespace(of: identifier) == own { usleep(1000) }
  }

  deinit {
    // Not SIGTERM, which a process that was started here may have inherited as blocked.
    kill(identifier, SIGKILL)
    keeper.waitUntilExit()
  }

  /// The words before a command line that is to run in it.
  var entering: [String] { ["nsenter", "--target", "\(identifier)", "--mount", "--"] }

  /// The folder as processes in it see it.
  func path(_ folder: FilePath) -> FilePath { FilePath("/proc/\(identifier)/root\(folder)") }

  /// Runs a program in it.
  func run(_ words: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = entering + words
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(words: words) }
  }

  struct Failure: Error {
    let words: [String]
  }

  private static func namespace(of process: Int32) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/ns/mnt")
  }
}
