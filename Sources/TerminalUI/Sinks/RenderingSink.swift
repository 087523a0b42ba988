public import Pipeline

/// A sink that must be told when no more events come.
public protocol RenderingSink: EventSink {
  /// Writes what is left, and leaves the terminal or file as a reader expects it; may be called
  /// more than once, and from any thread.
  func finish()

  /// Leaves the terminal to somebody else, with nothing of its own below the cursor, until `resume`.
  func suspend()

  /// Takes the terminal back, and shows what there was to show meanwhile.
  func resume()
}

extension RenderingSink {
  /// Most sinks write lines, which stand where they are.
  public func suspend() {}
  /// Most sinks write lines, which stand where they are.
  public func resume() {}
}
