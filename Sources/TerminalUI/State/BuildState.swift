import Foundation
public import Pipeline

/// What the events of a build so far amount to: all that drawing needs.
public struct BuildState: Sendable, Equatable {
  /// The recipe's name.
  public private(set) var name = ""
  /// How the build ended, once it has.
  public private(set) var summary: BuildEvent.Summary?
  private(set) var started: Date?
  private(set) var rows: [BuildRow] = []

  /// A build of which nothing is known.
  public init() {}

  /// Takes in an event; one of an unknown activity is ignored, notices are not part of the state.
  public mutating func apply(_ event: BuildEvent) {
    started = started ?? event.time
    switch event.kind {
    case .buildStarted(let name, let activities):
      self.name = name
      started = event.time
      rows = activities.map { BuildRow($0) }
    case .started(let activity):
      begin(activity, at: event.time)
    case .progress(let id, let detail, let fraction):
      change(id) {
        $0.detail = detail.sanitized
        $0.fraction = fraction
      }
    case .output(let id, let line):
      let text = line.sanitized
      // An empty line says nothing about what is going on.
      guard text.contains(where: { $0 != " " }) else { return }
      change(id) {
        $0.detail = text
        $0.fraction = nil
      }
    case .finished(let id, let outcome, let seconds):
      change(id) { $0.end(outcome, seconds) }
    case .notice: break
    case .buildFinished(let summary):
      self.summary = summary
    }
  }

  private mutating func begin(_ activity: Activity, at time: Date) {
    if !rows.contains(where: { $0.activity.id == activity.id }) { rows.append(BuildRow(activity)) }
    change(activity.id) {
      $0 = BuildRow(activity)
      $0.status = .running(since: time)
    }
  }

  private mutating func change(_ id: Activity.ID, _ body: (inout BuildRow) -> Void) {
    guard let index = rows.firstIndex(where: { $0.activity.id == id }) else { return }
    body(&rows[index])
  }
}

extension BuildRow {
  fileprivate mutating func end(_ outcome: BuildEvent.Outcome, _ seconds: Double) {
    self.seconds = seconds
    switch outcome {
    case .done(let note): status = .done(note: note?.sanitized)
    case .cached: status = .cached
    case .failed(let message): status = .failed(message: message.sanitized)
    case .interrupted: status = .interrupted
    }
  }
}
