import BuildFoundation
import Synchronization

/// An activity that has started; ends once, whoever ends it first.
final class RunningActivity: Sendable {
  private let activity: Activity
  private let events: any EventSink
  private let start = ContinuousClock.now
  private let finished = Mutex(false)

  init(_ activity: Activity, _ events: any EventSink) {
    self.activity = activity
    self.events = events
    events.emit(.started(activity))
  }

  var report: StepReport { StepReport(activity.id, to: events) }
  var seconds: Double { (ContinuousClock.now - start).seconds }
  var isFinished: Bool { finished.withLock { $0 } }

  func finish(_ outcome: BuildEvent.Outcome) {
    let isFirst = finished.withLock { done in
      defer { done = true }
      return !done
    }
    if isFirst { events.emit(.finished(activity.id, outcome: outcome, seconds: seconds)) }
  }

  /// Ends the activity with `error`, and gives the error to throw.
  func fail(_ error: any Error) -> BuildError {
    let failure = failure(error)
    finish(failure.code == .interrupted ? .interrupted : .failed(message: failure.message))
    return failure
  }

  private func failure(_ error: any Error) -> BuildError {
    // A call that was torn down by the interruption fails in its own words; the reason is ours.
    let watch = FaultWatch.current
    if Task.isCancelled, watch?.fault == nil {
      return BuildError(.interrupted, "\(activity.title): interrupted", cause: error)
    }
    let reason = watch?.explaining(error) ?? error
    var failure = BuildError.wrapping(reason, doing: activity.title)
    if !failure.message.hasPrefix(activity.title) {
      failure.message = "\(activity.title): \(failure.message)"
    }
    return failure
  }
}
