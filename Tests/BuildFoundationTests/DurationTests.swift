import BuildFoundation
import Testing

@Suite struct DurationTests {
  @Test(
    arguments: [
      (.zero, "0 s"), (.milliseconds(40), "0 s"), (.milliseconds(400), "0.4 s"),
      (.seconds(1), "1 s"), (.milliseconds(9940), "9.9 s"), (.milliseconds(9960), "10 s"),
      (.seconds(12), "12 s"), (.milliseconds(59_400), "59 s"), (.milliseconds(59_600), "1 min"),
      (.seconds(60), "1 min"), (.seconds(125), "2 min 5 s"), (.seconds(3599), "59 min 59 s"),
      (.milliseconds(3_599_600), "1 h"), (.seconds(3600), "1 h"), (.seconds(3659), "1 h"),
      (.seconds(3780), "1 h 3 min"), (.seconds(90_000), "25 h"),
    ] as [(Duration, String)])
  func words(duration: Duration, text: String) {
    #expect(duration.inWords == text)
  }

  @Test(
    arguments: [
      (.zero, 0), (.milliseconds(1500), 1.5), (.seconds(-2), -2), (.nanoseconds(1), 1e-9),
    ] as [(Duration, Double)])
  func seconds(duration: Duration, seconds: Double) {
    #expect(duration.seconds == seconds)
  }
}
