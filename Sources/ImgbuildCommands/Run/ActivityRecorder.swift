import BuildHistory
import Pipeline
import Synchronization

/// Gathers what a build did, for the history.
final class ActivityRecorder: EventSink {
  private struct State {
    var titles: [String: String] = [:]
    var finished: [ActivityRun] = []
  }

  private let state = Mutex(State())

  /// What has ended so far, in the order of its end.
  var finished: [ActivityRun] { state.withLock { $0.finished } }

  func emit(_ event: BuildEvent) {
    switch event.kind {
    case .started(let activity): state.withLock { $0.titles[activity.id] = activity.title }
    case .finished(let id, let outcome, let seconds):
      state.withLock {
        $0.finished.append(
          ActivityRun(
            id: id, title: $0.titles[id] ?? id, outcome: Self.outcome(outcome),
            seconds: seconds))
      }
    default: break
    }
  }

  private static func outcome(_ outcome: BuildEvent.Outcome) -> ActivityRun.Outcome {
    switch outcome {
    case .done: .done
    case .cached: .cached
    case .failed: .failed
    case .interrupted: .interrupted
    }
  }
}
