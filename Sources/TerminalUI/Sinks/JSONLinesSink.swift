public import Pipeline

/// Writes each event as one line of JSON; see `EventJSON` for the keys.
public final class JSONLinesSink: RenderingSink {
  private let output: OutputDescriptor

  /// Writes to `output`.
  public init(_ output: OutputDescriptor) {
    self.output = output
  }

  public func emit(_ event: BuildEvent) {
    output.write(lines: [EventJSON.line(for: event)])
  }

  public func finish() {}
}
