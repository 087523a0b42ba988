public import Pipeline

/// A sink that must be told when no more events come.
public protocol RenderingSink: EventSink {
  /// Writes what is left, and leaves the terminal or file as a reader expects it; may be called
  /// more than once, and from any thread.
  func finish()
}
