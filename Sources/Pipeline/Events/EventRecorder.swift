import Synchronization

/// Keeps all events, for tests and for history.
public final class EventRecorder: EventSink {
  private let kept = Mutex<[BuildEvent]>([])

  /// Makes an empty recorder.
  public init() {}

  public func emit(_ event: BuildEvent) {
    kept.withLock { $0.append(event) }
  }

  /// The events so far, oldest first.
  public var events: [BuildEvent] { kept.withLock { $0 } }
}
