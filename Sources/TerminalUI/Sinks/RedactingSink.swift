import BuildFoundation
public import Pipeline

/// Hides texts, such as the values of secrets, from another sink.
public struct RedactingSink: RenderingSink {
  private let sink: any RenderingSink
  private let redaction: Redaction

  /// Makes a sink that shows `***` in place of each of `texts`.
  public init(_ sink: any RenderingSink, hiding texts: [String]) {
    self.sink = sink
    redaction = Redaction(texts)
  }

  public func emit(_ event: BuildEvent) {
    guard !redaction.isEmpty else { return sink.emit(event) }
    var event = event
    event.kind = redacted(event.kind)
    sink.emit(event)
  }

  public func finish() { sink.finish() }
  public func suspend() { sink.suspend() }
  public func resume() { sink.resume() }

  private func redacted(_ kind: BuildEvent.Kind) -> BuildEvent.Kind {
    switch kind {
    case .progress(let id, let detail, let fraction):
      return .progress(id, detail: redaction.apply(to: detail), fraction: fraction)
    case .output(let id, let line): return .output(id, line: redaction.apply(to: line))
    case .finished(let id, .failed(let message), let seconds):
      return .finished(
        id, outcome: .failed(message: redaction.apply(to: message)), seconds: seconds)
    case .finished(let id, .done(let note?), let seconds):
      return .finished(id, outcome: .done(note: redaction.apply(to: note)), seconds: seconds)
    case .notice(let level, let message):
      return .notice(level, message: redaction.apply(to: message))
    case .buildFinished(var summary):
      summary.lines = summary.lines.map { redaction.apply(to: $0) }
      return .buildFinished(summary)
    case .buildStarted, .started, .finished: return kind
    }
  }
}
