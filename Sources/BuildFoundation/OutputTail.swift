import Synchronization

/// Keeps the last lines of an output, for the error that may come.
public final class OutputTail: Sendable {
  /// Lines kept unless a caller wants more.
  public static let usualLimit = 20

  private let kept = Mutex<[String]>([])
  private let limit: Int

  /// Keeps up to `limit` lines.
  public init(limit: Int = usualLimit) {
    self.limit = limit
  }

  /// Adds a line, and drops the oldest when there are too many.
  public func append(_ line: String) {
    kept.withLock {
      $0.append(line)
      if $0.count > limit { $0.removeFirst($0.count - limit) }
    }
  }

  /// The lines kept, oldest first.
  public var lines: [String] { kept.withLock { $0 } }
}
