public import BuildFoundation
import Foundation
public import Pipeline
import Synchronization

/// Writes the whole build to a file: every line of output, with date and time.
public final class LogFileSink: RenderingSink {
  private let descriptor: Mutex<CInt?>
  private let plain: PlainSink

  /// Opens `path`, emptying it.
  ///
  /// Throws a `host` error when the file cannot be written.
  public init(_ path: String) throws(BuildError) {
    let opened = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard opened >= 0 else {
      throw BuildError(
        .host, "opening the log \(path): \(String(cString: strerror(errno)))")
    }
    descriptor = Mutex(opened)
    plain = PlainSink(OutputDescriptor(opened), prefix: .clock)
  }

  deinit { finish() }

  public func emit(_ event: BuildEvent) {
    descriptor.withLock { if $0 != nil { plain.emit(event) } }
  }

  public func finish() {
    descriptor.withLock { descriptor in
      guard let open = descriptor else { return }
      fsync(open)
      close(open)
      descriptor = nil
    }
  }
}
