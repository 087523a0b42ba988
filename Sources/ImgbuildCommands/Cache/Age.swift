import ArgumentParser
import BuildFoundation

/// How long ago something was: `30d`, `2w`, `12h`.
struct Age: ExpressibleByArgument, Equatable {
  let duration: Duration

  init(duration: Duration) { self.duration = duration }

  init(days: Int) { self.init(duration: .seconds(days * 86_400)) }

  init?(argument: String) {
    if let match = argument.wholeMatch(of: /([0-9]{1,4})\ ?(d|w|days?|weeks?)/),
      let count = Int(match.1)
    {
      self.init(days: match.2.hasPrefix("w") ? count * 7 : count)
    } else if let duration = Duration(text: argument) {
      self.init(duration: duration)
    } else {
      return nil
    }
  }
}
