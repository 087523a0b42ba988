extension Duration {
  /// Reads `90s`, `10m`, `1h30m`, `2 h 5 min`: whole hours, minutes and seconds, largest first.
  ///
  /// Nil for anything else, for a number without a unit, and for more than ten years.
  public init?(text: String) {
    var rest = text.filter { $0 != " " }[...]
    var seconds = 0
    var lastUnit = Int.max
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(name.count)
      guard digits.count <= 9, let count = Int(digits), let unit = Self.unit(name) else {
        return nil
      }
      guard unit < lastUnit else { return nil }
      lastUnit = unit
      seconds += count * unit
    }
    guard seconds <= 10 * 366 * 86_400 else { return nil }
    self = .seconds(seconds)
  }

  private static func unit(_ name: Substring) -> Int? {
    switch name.lowercased() {
    case "s", "sec", "second", "seconds": 1
    case "m", "min", "minute", "minutes": 60
    case "h", "hour", "hours": 3600
    default: nil
    }
  }
}
