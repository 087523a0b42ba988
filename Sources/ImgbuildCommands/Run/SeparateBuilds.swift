import ArgumentParser
import BuildFoundation
import Foundation
import Pipeline
import TerminalUI

/// Several builds, each in a process of its own, as many at a time as this machine bears.
///
/// libvirt's embedded driver opens one root in the life of a process, and nothing that one build leaves
/// in memory may reach the next. What builds have in common is made by the first that gets there: the
/// others wait for its layers.
struct SeparateBuilds {
  let builds: [SeparateBuild]
  let jobs: BuildJobs
  let view: any GroupView

  /// Runs the builds with this process's own arguments.
  ///
  /// One that fails does not keep the others from being built. Throws the exit status of the first that
  /// failed, or that of an interruption.
  func run() async throws {
    let start = ContinuousClock.now
    let processes = ChildProcesses()
    let interruption = Interruption(first: processes.end, kill: processes.end)
    defer { interruption.stop() }
    view.begin(builds.map(\.name))
    let results = await results(processes)
    let outcomes = builds.map { build in
      results.first { $0.outcome.name == build.name }?.outcome
        ?? GroupOutcome(name: build.name, ending: .interrupted, seconds: 0)
    }
    view.finish(
      outcomes, headline: Self.headline(outcomes, after: ContinuousClock.now - start))
    for result in results where result.status != 0 && !result.errors.isEmpty {
      OutputDescriptor.standardError.write(lines: ["", "\(result.outcome.name):"] + result.errors)
    }
    if interruption.wasReceived { throw ExitCode(BuildError.Code.interrupted.exitStatus) }
    if let failure = results.first(where: { $0.status != 0 }) { throw ExitCode(failure.status) }
  }

  /// The results in the order in which the builds ended; those that were not begun have none.
  private func results(_ processes: ChildProcesses) async -> [SeparateBuild.Result] {
    await withTaskGroup(of: SeparateBuild.Result.self) { group in
      var waiting = builds[...]
      var running: [String: ByteCount] = [:]
      var results: [SeparateBuild.Result] = []
      while true {
        while !processes.areEnding, let next = waiting.first,
          jobs.admit(next.memory, beside: running.values)
        {
          waiting.removeFirst()
          running[next.name] = next.memory
          view.start(next.name)
          group.addTask { await next.run(in: processes, view: view) }
        }
        guard let result = await group.next() else { return results }
        running[result.outcome.name] = nil
        view.end(result.outcome)
        results.append(result)
      }
    }
  }

  static func headline(_ outcomes: [GroupOutcome], after time: Duration) -> String {
    let good = outcomes.count { $0.succeeded }
    let fresh = outcomes.count { $0.ending == .upToDate }
    if fresh == outcomes.count { return "all \(outcomes.count) images are up to date" }
    let built = "built \(good - fresh) of \(outcomes.count) images in \(time.inWords)"
    let rest = [(fresh, "up to date"), (outcomes.count - good, "not built")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return ([built] + rest).joined(separator: ", ")
  }

  /// Ends this process in good order when the one that started it is gone.
  static func watchParent() {
    let parent = getppid()
    Thread.detachNewThread {
      while getppid() == parent { sleep(1) }
      kill(getpid(), SIGTERM)
    }
  }
}
