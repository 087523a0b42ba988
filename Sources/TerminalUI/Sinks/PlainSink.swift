public import Pipeline
import Synchronization

/// Writes a line for what happens, without escape codes: for pipes and simple terminals.
public final class PlainSink: RenderingSink {
  private let output: OutputDescriptor
  private let format: Mutex<PlainFormat>

  /// Writes to `output`.
  public init(_ output: OutputDescriptor, prefix: PlainFormat.Prefix = .elapsed) {
    self.output = output
    format = Mutex(PlainFormat(prefix))
  }

  public func emit(_ event: BuildEvent) {
    format.withLock { output.write(lines: $0.lines(for: event)) }
  }

  public func finish() {}
}
