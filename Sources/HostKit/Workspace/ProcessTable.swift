import BuildFoundation
import Foundation
import SystemPackage

/// The processes of this host as /proc shows them.
enum ProcessTable {
  /// The ids of all processes that can be seen.
  static var pids: [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }
  }

  /// The arguments of a process; empty when it is gone, a kernel thread or not ours to read.
  static func arguments(of pid: Int32) -> [String] { strings(of: "/proc/\(pid)/cmdline") }

  /// The variables a process was started with, as `NAME=value`.
  static func environment(of pid: Int32) -> [String] { strings(of: "/proc/\(pid)/environ") }

  /// The process itself and those above it.
  static func lineage(of pid: Int32) -> Set<Int32> {
    var found: Set<Int32> = [pid]
    var next = pid
    while let parent = ProcessStatus(pid: next)?.parent, parent > 0, !found.contains(parent) {
      found.insert(parent)
      next = parent
    }
    return found
  }

  /// The processes below `pid`: its children, theirs, and so on.
  static func descendants(of pid: Int32) -> [Int32] {
    pids.filter { $0 != pid && lineage(of: $0).contains(pid) }
  }

  /// The bytes of a file in /proc, whose size the kernel does not tell beforehand.
  static func content(of path: String) -> [UInt8]? {
    guard let file = try? FileDescriptor.open(path, .readOnly, options: .closeOnExec) else {
      return nil
    }
    defer { try? file.close() }
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      guard let count = try? chunk.withUnsafeMutableBytes({ try file.read(into: $0) }) else {
        return nil
      }
      if count == 0 { return content }
      content.append(contentsOf: chunk[..<count])
    }
  }

  private static func strings(of path: String) -> [String] {
    guard let bytes = content(of: path) else { return [] }
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }
}
