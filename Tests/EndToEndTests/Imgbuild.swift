import Foundation
import HostKit
import Synchronization
import SystemPackage

/// The built program, run as a user runs it, with caches and state of its own.
struct Imgbuild: Sendable {
  /// Beside the test bundle, where SwiftPM puts both.
  private static let program = Bundle.main.bundleURL.appending(path: "imgbuild").path

  let home: FilePath
  /// Where it sees mounts of its own; nil for those that everybody sees.
  var mounts: PrivateMounts?
  /// More variables of its environment, as `NAME=value`.
  var variables: [String] = []
  /// A program that runs it, with its arguments.
  var launcher: [String] = []

  var output: FilePath { home.appending("output") }
  var layers: FilePath { home.appending("cache/imgbuild/layers") }

  /// One of its paths as this process sees it.
  func visible(_ path: FilePath) -> FilePath { mounts?.path(path) ?? path }

  /// Gets each line that it prints, with a way to send it a signal.
  typealias LineHandler =
    @Sendable (_ line: String, _ signal: @escaping @Sendable (Int32) -> Void) -> Void

  /// Runs it to the end.
  ///
  /// Each line goes to `onLine` with a way to send it a signal.
  func run(
    _ arguments: [String], onLine: @escaping LineHandler = { _, _ in }
  ) async throws -> Outcome {
    let lines = Mutex<[String]>([])
    let pid = ProcessNumber()
    let variables = [
      "XDG_CACHE_HOME=\(home)/cache", "XDG_STATE_HOME=\(home)/state", "NO_COLOR=1",
      // Used where it is short enough.
      "XDG_RUNTIME_DIR=\(home)",
    ]
    // Each word becomes the next program: the process identifier is the last one's own.
    let status = try await ExternalTool("env", package: "coreutils").run(
      (mounts?.entering ?? []) + ["env"] + variables + self.variables + launcher + [Self.program]
        + arguments,
      onStart: { identifier in pid.value.withLock { $0 = identifier } },
      onLine: { line in
        lines.withLock { $0.append(line) }
        onLine(line) { number in _ = kill(pid.value.withLock { $0 }, number) }
      })
    return Outcome(status: status, lines: lines.withLock { $0 })
  }

  private final class ProcessNumber: Sendable {
    let value = Mutex<Int32>(0)
  }

  /// How a run ended and what it printed; the status of a killed one is 128 and the signal.
  struct Outcome {
    var status: Int32
    var lines: [String]

    var text: String { lines.joined(separator: "\n") }
  }

  /// What this home's builds hold of the host; other tests' builds may be at work beside.
  var remains: Remains { Remains(home: home, root: visible(home)) }

  /// What builds have left in the folders for running ones.
  func leftovers() throws -> [String] {
    let work = visible(home.appending("cache/imgbuild/work"))
    let names = (try? FileManager.default.contentsOfDirectory(atPath: work.string)) ?? []
    let outputs =
      (try? FileManager.default.contentsOfDirectory(atPath: visible(output).string)) ?? []
    return names.filter { $0 != ".lock" } + outputs.filter { $0.hasPrefix(".") }
  }
}
