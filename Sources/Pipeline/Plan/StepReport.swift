/// Where a running activity says what it does.
public struct StepReport: Sendable {
  private let id: Activity.ID
  private let events: any EventSink

  /// A report for the activity `id`.
  public init(_ id: Activity.ID, to events: any EventSink) {
    self.id = id
    self.events = events
  }

  /// Says what is done now; `fraction` from 0 to 1 where it is known.
  public func progress(_ detail: String, fraction: Double? = nil) {
    events.emit(.progress(id, detail: detail, fraction: fraction))
  }

  /// Passes on a line that a command printed.
  public func output(_ line: String) {
    events.emit(.output(id, line: line))
  }

  /// Says something that the reader should see beside the rows.
  public func warning(_ message: String) {
    events.emit(.notice(.warning, message: message))
  }
}
