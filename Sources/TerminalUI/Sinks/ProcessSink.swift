public import Pipeline

/// Hands each event to the process that started this one, which reads it with `BuildEvent(line:)`.
public final class ProcessSink: RenderingSink {
  private let output: OutputDescriptor

  /// Writes to `output`.
  public init(_ output: OutputDescriptor) {
    self.output = output
  }

  public func emit(_ event: BuildEvent) {
    // An event has no value that JSON cannot hold but a fraction that is no number: it is left out.
    guard let line = try? event.line() else { return }
    output.write(lines: [line])
  }

  public func finish() {}
}
