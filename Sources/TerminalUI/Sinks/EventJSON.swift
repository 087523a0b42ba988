import Foundation
public import Pipeline

/// The JSON form of events, which scripts rely on: keys are added, never renamed or removed.
///
/// Every object has `time` (ISO 8601, UTC, milliseconds) and `type`; what concerns an activity has
/// `activity` with `id`. It is written out rather than derived from the Swift types, so that
/// renaming one of those changes nothing here.
public enum EventJSON {
  /// One line, without its newline; `build` is the build's name where there are several.
  public static func line(for event: BuildEvent, of build: String? = nil) -> String {
    let (type, fields) = content(event.kind)
    let name: [(String, JSONText)] = build.map { [("build", .string($0))] } ?? []
    return JSONText.object(head(type, at: event.time) + name + fields).text
  }

  /// One line for the end of several builds: `builds-finished`, with the outcome of each.
  static func line(for outcomes: [GroupOutcome], at time: Date) -> String {
    let builds = outcomes.map { outcome in
      let (ending, message) = content(outcome.ending)
      return JSONText.object([
        ("name", .string(outcome.name)), ("outcome", .string(ending)),
        ("message", message.map { .string($0) } ?? .null), ("seconds", .number(outcome.seconds)),
      ])
    }
    return JSONText.object(head("builds-finished", at: time) + [("builds", .array(builds))]).text
  }

  private static func head(_ type: String, at time: Date) -> [(String, JSONText)] {
    [("time", .string(time.iso8601Milliseconds)), ("type", .string(type))]
  }

  private static func content(_ ending: GroupOutcome.Ending) -> (String, String?) {
    switch ending {
    case .built: ("built", nil)
    case .upToDate: ("up-to-date", nil)
    case .failed(let message): ("failed", message)
    case .interrupted: ("interrupted", nil)
    }
  }

  private static func content(_ kind: BuildEvent.Kind) -> (String, [(String, JSONText)]) {
    switch kind {
    case .buildStarted(let name, let activities):
      ("build-started", [("name", .string(name)), ("activities", .array(activities.map(object)))])
    case .started(let activity):
      ("started", [("activity", object(activity))])
    case .progress(let id, let detail, let fraction):
      (
        "progress",
        [
          ("activity", reference(id)), ("detail", .string(detail)),
          ("fraction", fraction.map { .number($0) } ?? .null),
        ]
      )
    case .output(let id, let line):
      ("output", [("activity", reference(id)), ("line", .string(line))])
    case .finished(let id, let outcome, let seconds):
      (
        "finished",
        [("activity", reference(id))] + fields(outcome) + [("seconds", .number(seconds))]
      )
    case .notice(let level, let message):
      ("notice", [("level", .string(level.rawValue)), ("message", .string(message))])
    case .buildFinished(let summary):
      (
        "build-finished",
        [
          ("name", .string(summary.name)), ("succeeded", .boolean(summary.succeeded)),
          ("up_to_date", .boolean(summary.isUpToDate)),
          ("lines", .array(summary.lines.map { .string($0) })),
          ("seconds", .number(summary.seconds)),
        ]
      )
    }
  }

  private static func fields(_ outcome: BuildEvent.Outcome) -> [(String, JSONText)] {
    switch outcome {
    case .done(let note):
      [("outcome", .string("done")), ("note", note.map { .string($0) } ?? .null)]
    case .cached: [("outcome", .string("cached"))]
    case .failed(let message):
      [("outcome", .string("failed")), ("message", .string(message))]
    case .interrupted: [("outcome", .string("interrupted"))]
    }
  }

  private static func object(_ activity: Activity) -> JSONText {
    .object([("id", .string(activity.id)), ("title", .string(activity.title))])
  }

  private static func reference(_ id: Activity.ID) -> JSONText { .object([("id", .string(id))]) }
}
