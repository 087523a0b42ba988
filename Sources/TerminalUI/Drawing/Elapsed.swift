/// Wall-clock time as a clock shows it.
enum Elapsed {
  /// `m:ss`, or `h:mm:ss` from an hour on.
  static func text(_ seconds: Double) -> String {
    let whole = Int(max(0, min(seconds, 1e9)))
    let tail = twoDigits(whole % 60)
    guard whole >= 3600 else { return "\(whole / 60):\(tail)" }
    return "\(whole / 3600):\(twoDigits(whole % 3600 / 60)):\(tail)"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
