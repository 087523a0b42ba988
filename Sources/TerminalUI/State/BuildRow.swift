import Foundation
import Pipeline

/// One activity as the reader sees it.
struct BuildRow: Sendable, Equatable {
  /// Where the activity stands.
  enum Status: Sendable, Equatable {
    case waiting
    case running(since: Date)
    case done(note: String?)
    case cached
    case failed(message: String)
    case interrupted
  }

  let activity: Activity
  var status = Status.waiting
  /// What it does now: the latest progress or line of output.
  var detail = ""
  /// How much of it is done, from 0 to 1, where that is known.
  var fraction: Double?
  /// How long it took, once it has ended.
  var seconds: Double?

  init(_ activity: Activity) {
    self.activity = activity
  }

  var isRunning: Bool {
    if case .running = status { true } else { false }
  }
}
