import BuildFoundation
import Foundation
import Pipeline
import SystemPackage
import TestSupport

/// A guest whose commands run on this host, for scripts that touch nothing but what they are told.
struct ShellGuest: Guest {
  var place: GuestPlace { .appliance }

  func run(
    _ command: GuestCommand, output: @escaping @Sendable (String) -> Void
  ) async throws -> Int32 {
    let run = try ToolRun(
      command.arguments[0], Array(command.arguments.dropFirst()),
      environment: command.environment)
    run.output.split(separator: "\n").forEach { output(String($0)) }
    return run.status
  }

  func read(_ path: String) async throws -> [UInt8] {
    Array(FileManager.default.contents(atPath: path) ?? Data())
  }

  func write(_ path: String, _ content: [UInt8], attributes: FileAttributes) async throws {
    try Data(content).write(to: URL(filePath: path))
  }

  func upload(_ file: FilePath, to path: String, attributes: FileAttributes) async throws {
    try await write(path, read(file.string), attributes: attributes)
  }

  func makeFolder(_ path: String, attributes: FileAttributes) async throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true)
  }

  func exists(_ path: String) async throws -> Bool { FileManager.default.fileExists(atPath: path) }
  func whileQuiet(_ body: @Sendable () async throws -> Void) async throws { try await body() }
}
