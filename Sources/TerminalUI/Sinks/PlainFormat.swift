import BuildFoundation
public import Foundation
public import Pipeline

/// Turns events into lines without escape codes, for logs and pipes.
public struct PlainFormat: Sendable {
  /// What begins each line.
  public enum Prefix: Sendable {
    /// Time since the first event.
    case elapsed
    /// Date and time in UTC, with milliseconds.
    case clock
  }

  /// Seconds between two lines of progress of one activity.
  private static let progressInterval = 10.0

  private let prefix: Prefix
  private let label: String
  private var start: Date?
  private var lastProgress: [Activity.ID: Date] = [:]

  /// Makes a format.
  ///
  /// `label` stands before what each line says; times count from `start`, or from the first event.
  public init(_ prefix: Prefix = .elapsed, label: String? = nil, since start: Date? = nil) {
    self.prefix = prefix
    self.label = label.map { "\($0.sanitized): " } ?? ""
    self.start = start
  }

  /// The lines for `event`; none for progress that follows the last one too soon.
  public mutating func lines(for event: BuildEvent) -> [String] {
    let first = start ?? event.time
    start = first
    let stamp: String
    switch prefix {
    case .elapsed: stamp = "[\(Elapsed.text(event.time.timeIntervalSince(first)))]"
    case .clock: stamp = event.time.iso8601Milliseconds
    }
    return texts(for: event).map { "\(stamp) \(label)\($0)" }
  }

  private mutating func texts(for event: BuildEvent) -> [String] {
    switch event.kind {
    case .buildStarted(let name, let activities):
      return ["building \(name.sanitized): \(activities.count) activities"]
    case .started(let activity):
      return ["\(activity.id.sanitized): started: \(activity.title.sanitized)"]
    case .progress(let id, let detail, let fraction):
      // A clock that was set back does not silence it.
      if let last = lastProgress[id],
        (0..<Self.progressInterval).contains(event.time.timeIntervalSince(last))
      {
        return []
      }
      lastProgress[id] = event.time
      let percent = fraction.map { $0.isFinite ? " \(Int(min(1, max(0, $0)) * 100))%" : "" } ?? ""
      return ["\(id.sanitized):\(percent) \(detail.sanitized)"]
    case .output(let id, let line):
      return ["  \(id.sanitized) | \(line.sanitized)"]
    case .finished(let id, let outcome, let seconds):
      lastProgress[id] = nil
      return ["\(id.sanitized): \(Self.text(outcome, .seconds(seconds)))"]
    case .notice(let level, let message):
      return [(level == .warning ? "warning: " : "") + message.sanitized]
    case .buildFinished(let summary):
      return [summary.headline] + summary.lines.map { "  " + $0.sanitized }
    }
  }

  private static func text(_ outcome: BuildEvent.Outcome, _ time: Duration) -> String {
    switch outcome {
    case .done(let note): "done in \(time.inWords)" + (note.map { ": " + $0.sanitized } ?? "")
    case .cached: "cached"
    case .failed(let message): "failed after \(time.inWords): \(message.sanitized)"
    case .interrupted: "interrupted after \(time.inWords)"
    }
  }
}
