import BuildFoundation
import Foundation
import SystemPackage

/// The end of a serial console's log: what a guest is doing now.
struct ConsoleTail: Sendable {
  private let path: FilePath
  /// Where the log ended when this guest was started; it may hold those of others before.
  private let start: UInt64

  init(_ path: FilePath) {
    self.path = path
    let size = try? FileManager.default.attributesOfItem(atPath: path.string)[.size] as? UInt64
    start = size ?? 0
  }

  /// The last line by the kernel or by systemd; firmware and boot loaders draw, and cloud-init prints
  /// tables.
  func lastLine() -> String? {
    lastLines(20).last { $0.hasPrefix("[") && $0.contains("]") && !$0.contains("ci-info") }
  }

  /// The last lines that say something, without terminal control sequences.
  func lastLines(_ count: Int) -> [String] {
    guard let file = FileHandle(forReadingAtPath: path.string) else { return [] }
    defer { try? file.close() }
    let end = (try? file.seekToEnd()) ?? 0
    let from = max(start, end > 8192 ? end - 8192 : 0)
    try? file.seek(toOffset: from)
    let data = (try? file.readToEnd()) ?? Data()
    var splitter = LineSplitter()
    let lines = splitter.push(data) + [splitter.finish()].compactMap { $0 }
    return lines.map(Self.plain).filter { !$0.isEmpty }.suffix(count).map { $0 }
  }

  /// `error` with the console's last lines, where it has no output of its own.
  func explaining(_ error: any Error) -> any Error {
    guard var error = error as? BuildError, error.output.isEmpty, error.code != .interrupted,
      !Task.isCancelled
    else { return error }
    error.output = lastLines(12)
    return error
  }

  static func plain(_ line: String) -> String {
    // ECMA-48: control sequences, then strings such as titles, then all other escapes; firmware and
    // GRUB send more than colours.
    line.replacing(/\u{1b}\[[0-?]*[ -\/]*[@-~]?/, with: "")
      .replacing(/\u{1b}[\]PX^_].*?(?:\u{7}|\u{1b}\\|$)/, with: "")
      .replacing(/\u{1b}[ -\/]*[0-~]?/, with: "")
      .filter { !$0.isASCII || (0x20..<0x7f).contains($0.asciiValue ?? 0) }
      .trimmingCharacters(in: .whitespaces)
  }
}
