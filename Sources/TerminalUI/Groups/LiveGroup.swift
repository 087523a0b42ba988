import Foundation
public import Pipeline
import Synchronization

/// Several builds as rows on a terminal: one for each, with what it does now.
public final class LiveGroup: GroupView {
  private let sink: any RenderingSink
  private let output: OutputDescriptor
  private let style: TerminalStyle
  /// The titles of the activities that go on, by build.
  private let titles = Mutex<[String: [Activity.ID: String]]>([:])
  /// What was said already: all builds find out the same about this machine.
  private let notices = Mutex<Set<String>>([])

  /// Draws through `sink`, and writes the headline to `output` in `style`.
  public init(_ sink: any RenderingSink, output: OutputDescriptor, style: TerminalStyle) {
    self.sink = sink
    self.output = output
    self.style = style
  }

  public func begin(_ names: [String]) {
    sink.emit(
      .buildStarted(
        name: "\(names.count) images", activities: names.map { Activity(id: $0, title: $0) }))
  }

  public func start(_ name: String) {
    sink.emit(.started(Activity(id: name, title: name)))
  }

  public func take(_ event: BuildEvent, of name: String) {
    switch event.kind {
    case .buildStarted, .buildFinished, .finished: break
    case .started(let activity):
      titles.withLock { $0[name, default: [:]][activity.id] = activity.title }
      sink.emit(.progress(name, detail: activity.title, fraction: nil))
    case .progress(let id, let detail, let fraction):
      sink.emit(.progress(name, detail: titled(detail, id, of: name), fraction: fraction))
    case .output(let id, let line):
      guard line.contains(where: { !$0.isWhitespace }) else { return }
      sink.emit(.progress(name, detail: titled(line, id, of: name), fraction: nil))
    case .notice(let level, let message):
      guard notices.withLock({ $0.insert(message).inserted }) else { return }
      sink.emit(.notice(level, message: "\(name): \(message)"))
    }
  }

  public func end(_ outcome: GroupOutcome) {
    let shown: BuildEvent.Outcome =
      switch outcome.ending {
      case .built: .done(note: outcome.detail)
      case .upToDate: .done(note: "up to date")
      case .failed(let message): .failed(message: message)
      case .interrupted: .interrupted
      }
    sink.emit(.finished(outcome.name, outcome: shown, seconds: outcome.seconds))
  }

  public func finish(_ outcomes: [GroupOutcome], headline: String) {
    sink.finish()
    let marks = Marks(style)
    let mark =
      outcomes.allSatisfy(\.succeeded)
      ? TextColour.green(marks.done, style) : TextColour.red(marks.failed, style)
    output.write(lines: ["\(mark) \(headline)"])
  }

  /// What an activity says, behind its own title.
  private func titled(_ detail: String, _ id: Activity.ID, of name: String) -> String {
    guard let title = titles.withLock({ $0[name]?[id] }) else { return detail }
    return "\(title): \(detail)"
  }
}
