import Foundation
public import Pipeline
import Synchronization

/// Draws a build on a terminal: a row for each activity, redrawn in place ten times a second.
public final class LiveSink: RenderingSink {
  private let screen: Mutex<LiveScreen>
  private let clock: @Sendable () -> Date
  private let isStopped = Mutex(false)

  /// Draws in `style` on `output`; asks `size` before each drawing, since terminals change.
  public convenience init(
    _ output: OutputDescriptor, style: TerminalStyle, size: @escaping @Sendable () -> TerminalSize
  ) {
    self.init(output, style: style, size: size, clock: { Date() })
    // A thread of its own: the rows must move also when a build keeps all of the shared pool busy.
    Thread.detachNewThread { [weak self] in
      while self?.redrawUnlessStopped() ?? false { Thread.sleep(forTimeInterval: 0.1) }
    }
  }

  /// The same with the caller's clock, drawing only when `redraw` is called.
  init(
    _ output: OutputDescriptor, style: TerminalStyle, size: @escaping @Sendable () -> TerminalSize,
    clock: @escaping @Sendable () -> Date
  ) {
    screen = Mutex(LiveScreen(output, style: style, size: size))
    self.clock = clock
  }

  public func emit(_ event: BuildEvent) {
    let now = clock()
    screen.withLock { $0.take(event, now: now) }
  }

  public func finish() {
    isStopped.withLock { $0 = true }
    let now = clock()
    screen.withLock { $0.finish(now: now) }
  }

  public func suspend() {
    let now = clock()
    screen.withLock { $0.suspend(now: now) }
  }

  public func resume() {
    let now = clock()
    screen.withLock { $0.resume(now: now) }
  }

  /// Draws the rows as they are now.
  func redraw() {
    let now = clock()
    screen.withLock { $0.redraw(now: now) }
  }

  /// False once there is nothing left to draw.
  private func redrawUnlessStopped() -> Bool {
    guard !isStopped.withLock({ $0 }) else { return false }
    redraw()
    return true
  }
}
