extension Duration {
  /// The duration in seconds.
  public var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }

  /// The duration as people say it: `0.4 s`, `12 s`, `2 min 5 s`, `1 h 3 min`.
  public var inWords: String {
    if self < .seconds(10) {
      let tenths = Int((seconds * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 {
      return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s"
    }
    let minutes = whole % 3600 / 60
    return minutes == 0 ? "\(whole / 3600) h" : "\(whole / 3600) h \(minutes) min"
  }
}
