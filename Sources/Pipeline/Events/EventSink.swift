/// Takes events; called from any thread, must not block for long.
public protocol EventSink: Sendable {
  /// Takes one event.
  func emit(_ event: BuildEvent)
}

extension EventSink {
  /// Takes one event that happens now.
  public func emit(_ kind: BuildEvent.Kind) {
    emit(BuildEvent(kind))
  }
}
