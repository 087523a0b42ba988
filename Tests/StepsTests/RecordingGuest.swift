import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import Synchronization
import SystemPackage
import TestSupport
import WindowsSetup

/// A guest that keeps what is done to it: a tree of files in memory, and commands with the results
/// that a test gave them.
final class RecordingGuest: OfflineGuest {
  struct File: Equatable, Sendable {
    var content: [UInt8]
    var attributes: FileAttributes
  }

  private struct State {
    var files: [String: File]
    var folders: [String: FileAttributes] = [:]
    var commands: [GuestCommand] = []
    var calls: [String] = []
  }

  typealias Answer = @Sendable (_ arguments: [String]) throws -> (status: Int32, lines: [String])

  let place: GuestPlace
  private let state: Mutex<State>
  private let answer: Answer

  private let size: ByteCount
  private let canRelabel: Bool

  /// `size` is its disk's; `canRelabel` whether its appliance has `setfiles`.
  init(
    _ place: GuestPlace = .appliance, files: [String: String] = [:],
    size: ByteCount = .gibibytes(4), canRelabel: Bool = false,
    windows: any WindowsDisk = MemoryWindows(),
    answer: @escaping Answer = { _ in (0, []) }
  ) {
    self.place = place
    self.size = size
    self.canRelabel = canRelabel
    self.windows = windows
    self.answer = answer
    state = Mutex(
      State(files: files.mapValues { File(content: Array($0.utf8), attributes: .file) }))
  }

  var commands: [GuestCommand] { state.withLock { $0.commands } }
  /// What was done, oldest first, in words.
  var calls: [String] { state.withLock { $0.calls } }
  func file(_ path: String) -> File? { state.withLock { $0.files[path] } }
  func text(_ path: String) -> String? {
    file(path).map { String(decoding: $0.content, as: UTF8.self) }
  }
  func folder(_ path: String) -> FileAttributes? { state.withLock { $0.folders[path] } }

  func run(
    _ command: GuestCommand, output: @escaping @Sendable (String) -> Void
  ) async throws -> Int32 {
    state.withLock {
      $0.commands.append(command)
      $0.calls.append("run " + command.arguments.joined(separator: " "))
    }
    let result = try answer(command.arguments)
    result.lines.forEach(output)
    if command.arguments.starts(with: ["rm", "-f"]), let path = command.arguments.last {
      state.withLock { $0.files[path] = nil }
    }
    return result.status
  }

  func read(_ path: String) async throws -> [UInt8] {
    guard let file = file(path) else { throw BuildError(.buildFailed, "reading \(path)") }
    return file.content
  }

  func write(_ path: String, _ content: [UInt8], attributes: FileAttributes) async throws {
    state.withLock {
      $0.calls.append("write \(path)")
      $0.files[path] = File(content: content, attributes: attributes)
    }
  }

  func upload(_ file: FilePath, to path: String, attributes: FileAttributes) async throws {
    guard let data = FileManager.default.contents(atPath: file.string) else {
      throw BuildError(.buildFailed, "uploading \(file)")
    }
    try await write(path, Array(data), attributes: attributes)
  }

  func makeFolder(_ path: String, attributes: FileAttributes) async throws {
    state.withLock {
      guard $0.folders[path] == nil else { return }
      $0.calls.append("folder \(path)")
      $0.folders[path] = attributes
    }
  }

  func exists(_ path: String) async throws -> Bool {
    state.withLock { $0.files[path] != nil || $0.folders[path] != nil }
  }

  func whileQuiet(_ body: @Sendable () async throws -> Void) async throws { try await body() }
  func inspect(readingSignatures: Bool) async throws -> DiskFacts {
    throw BuildError(.defect, "not inspected in tests")
  }
  func removeAll(matching pattern: String) async throws {
    state.withLock { $0.calls.append("remove \(pattern)") }
  }
  let windows: any WindowsDisk
  func trim() async throws {}
  func diskSize() async throws -> ByteCount { size }
  func growFileSystem(mountedAt path: String) async throws -> ByteCount {
    state.withLock { $0.calls.append("grow \(path)") }
    return size
  }
  func relabel(with fileContexts: String) async throws -> Bool {
    state.withLock { $0.calls.append("relabel with \(fileContexts)") }
    return canRelabel
  }
}
