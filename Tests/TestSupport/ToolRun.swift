import Foundation

/// What a program of the host did, for tests of scripts and of files that other programs read.
public struct ToolRun: Sendable {
  /// The exit status; the number of the signal that ended it.
  public let status: Int32
  /// What it printed, errors included.
  public let output: String

  /// Runs a program to its end; it is looked up in `PATH` and the system folders.
  public init(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:]
  ) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let own = ProcessInfo.processInfo.environment
    let path = (own["PATH"] ?? "/usr/bin:/bin") + ":/usr/sbin:/sbin"
    process.environment = own.merging(["PATH": path]) { $1 }.merging(environment) { $1 }
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    status = process.terminationStatus
    output = String(decoding: data, as: UTF8.self)
  }

  /// Runs a program to its end, on a thread of its own, so that other tests go on.
  public static func onThread(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:]
  ) async throws -> ToolRun {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result { try ToolRun(program, arguments, environment: environment) })
      }
    }
  }
}
