import BuildFoundation

/// Runs activities and says so: each starts once, and ends once, however it ends.
public struct ActivityRunner: Sendable {
  let events: any EventSink

  /// A runner that tells `events`.
  public init(events: any EventSink) { self.events = events }

  /// Runs `body` as the activity; `note` says what came of it.
  ///
  /// Errors come out as `BuildError` with the activity's title in front.
  public func run<Result: Sendable>(
    _ activity: Activity, note: (Result) -> String? = { _ in nil },
    _ body: (StepReport) async throws -> Result
  ) async throws -> (result: Result, seconds: Double) {
    let running = RunningActivity(activity, events)
    do {
      try Task.checkCancellation()
      let result = try await body(running.report)
      running.finish(.done(note: note(result)))
      return (result, running.seconds)
    } catch {
      throw running.fail(error)
    }
  }

  /// Runs `body`, which launches something as the activity and says when it is there; what `body`
  /// does after that is other activities.
  func launch<Result: Sendable>(
    _ activity: Activity,
    _ body: (_ launch: RunningActivity) async throws -> Result
  ) async throws -> Result {
    let running = RunningActivity(activity, events)
    do {
      try Task.checkCancellation()
      return try await body(running)
    } catch {
      throw running.isFinished
        ? BuildError.wrapping(error, doing: activity.title) : running.fail(error)
    }
  }
}
