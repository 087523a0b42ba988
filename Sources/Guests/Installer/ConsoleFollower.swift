import BuildFoundation
import Foundation
import SystemPackage

/// What a guest prints on its serial console, as it appears.
///
/// Not Sendable: one task follows one console.
struct ConsoleFollower {
  private let path: FilePath
  private var offset: UInt64
  private var splitter = LineSplitter(limit: 4 << 10)

  /// Follows the log at `path` from its present end; it may hold what others printed before.
  init(_ path: FilePath) {
    self.path = path
    let size = try? FileManager.default.attributesOfItem(atPath: path.string)[.size] as? UInt64
    offset = size ?? 0
  }

  /// The lines that were completed since the last call, without terminal control sequences.
  ///
  /// A log that cannot be read has no lines: it must not end the guest.
  mutating func newLines() -> [String] {
    guard let file = FileHandle(forReadingAtPath: path.string) else { return [] }
    defer { try? file.close() }
    guard (try? file.seek(toOffset: offset)) != nil, let data = try? file.readToEnd() else {
      return []
    }
    offset += UInt64(data.count)
    return splitter.push(data).map(ConsoleTail.plain).filter { !$0.isEmpty }
  }

  /// The line that has not ended: a question, or a progress that counts.
  var unfinishedLine: String? {
    let line = ConsoleTail.plain(splitter.unfinished)
    return line.isEmpty ? nil : line
  }
}
