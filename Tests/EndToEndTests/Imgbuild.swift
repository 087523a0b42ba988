import Foundation
import HostKit
import Synchronization
import SystemPackage

/// The built program, run as a user runs it, with caches and state of its own.
struct Imgbuild: Sendable {
  /// Beside the test bundle, where SwiftPM puts both.
  private static let program = Bundle.main.bundleURL.appending(path: "imgbuild").path

  let home: FilePath

  var output: FilePath { home.appending("output") }
  var layers: FilePath { home.appending("cache/imgbuild/layers") }

  /// Runs it to the end.
  ///
  /// Each line goes to `onLine` with a way to send it a signal.
  func run(
    _ arguments: [String],
    onLine: @escaping @Sendable (_ line: String, _ signal: (Int32) -> Void) -> Void = { _, _ in }
  ) async throws -> Outcome {
    let lines = Mutex<[String]>([])
    let pid = Mutex<Int32>(0)
    let variables = [
      "XDG_CACHE_HOME=\(home)/cache", "XDG_STATE_HOME=\(home)/state", "NO_COLOR=1",
    ]
    // env becomes the program: the process identifier is the program's own.
    let status = try await ExternalTool("env", package: "coreutils").run(
      variables + [Self.program] + arguments,
      onStart: { identifier in pid.withLock { $0 = identifier } },
      onLine: { line in
        lines.withLock { $0.append(line) }
        onLine(line) { number in _ = kill(pid.withLock { $0 }, number) }
      })
    return Outcome(status: status, lines: lines.withLock { $0 })
  }

  /// How a run ended and what it printed; the status of a killed one is 128 and the signal.
  struct Outcome {
    var status: Int32
    var lines: [String]

    var text: String { lines.joined(separator: "\n") }
  }

  /// The command lines of processes that belong to this home's builds.
  func processes() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { name in
      guard Int(name) != nil,
        let data = FileManager.default.contents(atPath: "/proc/\(name)/cmdline")
      else { return nil }
      let line = String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\0", with: " ")
      let isOurs = line.contains(home.string) || line.contains("/imgbuild/")
      return isOurs && line.contains("qemu") ? line : nil
    }
  }

  /// What builds have left in the folders for running ones.
  func leftovers() throws -> [String] {
    let work = home.appending("cache/imgbuild/work")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: work.string)) ?? []
    let outputs = (try? FileManager.default.contentsOfDirectory(atPath: output.string)) ?? []
    return names.filter { $0 != ".lock" } + outputs.filter { $0.hasPrefix(".") }
  }
}
