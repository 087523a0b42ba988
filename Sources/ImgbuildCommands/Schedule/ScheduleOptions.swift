import ArgumentParser
import BuildFoundation
import Foundation

/// When a schedule builds.
struct ScheduleTimeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Every day at this time; default: 02:30.", valueName: "hh:mm"))
  var at: String?

  @Option(
    help: ArgumentHelp(
      "At these times, after systemd.time(7): 'Mon..Fri 02:30'.", valueName: "expression"))
  var onCalendar: String?

  @Option(
    help: ArgumentHelp(
      "Put each start off by chance, by this long at most: 15m.", valueName: "time"))
  var randomizedDelay: String?

  func validate() throws {
    if at != nil, onCalendar != nil {
      throw ValidationError("--at and --on-calendar both say when: use one of them.")
    }
    if let at, Self.minute(at) == nil {
      throw ValidationError("--at takes hours and minutes, from 00:00 to 23:59, not '\(at)'.")
    }
    if let randomizedDelay, Duration(text: randomizedDelay) == nil {
      throw ValidationError(
        "--randomized-delay takes a time such as 15m, not '\(randomizedDelay)'.")
    }
  }

  /// When, after systemd.time(7).
  var calendar: String { onCalendar ?? "*-*-* \(at.flatMap(Self.minute) ?? "02:30"):00" }

  /// Seconds by which a start is put off at most.
  var delay: Int { Int(randomizedDelay.flatMap(Duration.init(text:))?.seconds ?? 0) }

  private static func minute(_ text: String) -> String? {
    guard let match = text.wholeMatch(of: /([0-9]{1,2}):([0-9]{2})/), let hour = Int(match.1),
      let minute = Int(match.2), hour < 24, minute < 60
    else { return nil }
    return (hour < 10 ? "0" : "") + "\(hour):\(match.2)"
  }
}
