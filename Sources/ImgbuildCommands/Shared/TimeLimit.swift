import ArgumentParser
import BuildFoundation

/// How long something may take: `90s`, `15m`.
struct TimeLimit: ExpressibleByArgument, Equatable {
  let duration: Duration

  init(_ duration: Duration) { self.duration = duration }

  init?(argument: String) {
    guard let duration = Duration(text: argument), duration > .zero else { return nil }
    self.init(duration)
  }

  var defaultValueDescription: String { duration.inWords }
}
