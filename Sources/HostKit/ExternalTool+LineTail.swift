import Synchronization

extension ExternalTool {
  /// Keeps the last lines that a tool printed, for the error that may come.
  final class LineTail: Sendable {
    /// Lines kept.
    static let limit = 20

    private let kept = Mutex<[String]>([])

    func append(_ line: String) {
      kept.withLock {
        $0.append(line)
        if $0.count > Self.limit { $0.removeFirst() }
      }
    }

    var lines: [String] { kept.withLock { $0 } }
  }
}
