/// Gives every event to several sinks, in their order.
public struct EventBroadcast: EventSink {
  private let sinks: [any EventSink]

  /// Makes a broadcast.
  public init(_ sinks: [any EventSink]) {
    self.sinks = sinks
  }

  public func emit(_ event: BuildEvent) {
    for sink in sinks { sink.emit(event) }
  }
}
