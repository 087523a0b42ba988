import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Synchronization
import TerminalUI

/// One build of several, in a process of its own.
struct SeparateBuild: Sendable {
  /// The option by which a process is told which build is its own.
  static let option = "build"

  /// The image's name.
  let name: String
  /// The memory that it needs.
  let memory: ByteCount

  /// How it ended.
  struct Result: Sendable {
    var outcome: GroupOutcome
    var status: Int32
    /// What it said on standard error.
    var errors: [String]
  }

  /// Runs this process's own command for this build alone; each of its events goes to `view`.
  func run(in processes: ChildProcesses, view: any GroupView) async -> Result {
    let start = ContinuousClock.now
    let errors = Mutex<[String]>([])
    let summary = Mutex<BuildEvent.Summary?>(nil)
    let arguments = CommandLine.arguments.dropFirst() + ["--\(Self.option)", name]
    let status: Int32
    do {
      status = try await ExternalTool.runSelf(Array(arguments)) { process in
        processes.add(process, of: name)
      } onOutput: { line in
        guard let event = BuildEvent(line: line) else { return }
        if case .buildFinished(let end) = event.kind { summary.withLock { $0 = end } }
        view.take(event, of: name)
      } onError: { line in
        errors.withLock { $0.append(line) }
      }
    } catch {
      status = BuildError.Code.host.exitStatus
      errors.withLock { $0.append("error: \(error)") }
    }
    processes.remove(name)
    let lines = errors.withLock { $0 }
    let outcome = GroupOutcome(
      name: name, ending: ending(status, summary.withLock { $0 }, lines),
      detail: summary.withLock { $0?.lines.first } ?? "",
      seconds: (ContinuousClock.now - start).seconds)
    return Result(outcome: outcome, status: status, errors: lines)
  }

  private func ending(
    _ status: Int32, _ summary: BuildEvent.Summary?, _ errors: [String]
  ) -> GroupOutcome.Ending {
    if status == 0 { return summary?.isUpToDate == true ? .upToDate : .built }
    if status == BuildError.Code.interrupted.exitStatus { return .interrupted }
    let label = "error: "
    let message = errors.first { $0.hasPrefix(label) }.map { String($0.dropFirst(label.count)) }
    return .failed(
      message ?? (status > 128 ? "ended by signal \(status - 128)" : "exit status \(status)"))
  }
}
