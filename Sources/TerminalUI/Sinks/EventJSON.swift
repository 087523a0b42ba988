public import Pipeline

/// The JSON form of events, which scripts rely on: keys are added, never renamed or removed.
///
/// Every object has `time` (ISO 8601, UTC, milliseconds) and `type`; what concerns an activity has
/// `activity` with `id`. It is written out rather than derived from the Swift types, so that
/// renaming one of those changes nothing here.
public enum EventJSON {
  /// One line, without its newline.
  public static func line(for event: BuildEvent) -> String {
    let (type, fields) = content(event.kind)
    let head: [(String, JSONText)] = [
      ("time", .string(event.time.iso8601Milliseconds)), ("type", .string(type)),
    ]
    return JSONText.object(head + fields).text
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
