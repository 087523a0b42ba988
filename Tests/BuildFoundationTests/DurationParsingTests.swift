import BuildFoundation
import Testing

@Suite("Reading durations")
struct DurationParsingTests {
  @Test(
    "whole hours, minutes and seconds, largest first",
    arguments: [
      ("90s", 90), ("10m", 600), ("1h30m", 5400), ("2 h 5 min", 7500), ("0s", 0),
      ("1hour2minutes3seconds", 3723), ("10", nil), ("", nil), ("m", nil), ("5m1h", nil),
      ("1m1m", nil), ("1.5h", nil), ("-1s", nil), ("9999999999s", nil), ("999999h", nil),
    ])
  func parse(_ text: String, _ seconds: Int?) {
    #expect(Duration(text: text) == seconds.map { .seconds($0) })
  }
}
