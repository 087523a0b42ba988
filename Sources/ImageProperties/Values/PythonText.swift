/// Texts read as Python reads them, which Nova is written in.
enum PythonText {
  /// More digits than Python converts (`sys.int_info.default_max_str_digits`).
  private static let digitLimit = 4300

  /// Whether `str.isspace()` and `\s` hold: Unicode's white space, and four separators of ASCII.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }

  /// `str.strip()`, or with another notion of what is a space.
  static func stripped(
    _ text: String, of isSpace: (Unicode.Scalar) -> Bool = PythonText.isSpace
  ) -> String {
    let scalars = Array(text.unicodeScalars)
    let start = scalars.firstIndex { !isSpace($0) } ?? scalars.count
    let end = scalars.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars[start..<max(start, end)])
    return String(result)
  }

  /// `int(text)` in decimal digits; nil where Python raises an error.
  ///
  /// Digits of all scripts count, and one `_` between two of them is left out. The separators of
  /// ASCII are no spaces here.
  static func integer(_ text: String) -> String? {
    var scalars = Array(stripped(text) { $0.properties.isWhitespace }.unicodeScalars)[...]
    let sign = scalars.first.flatMap { "+-".unicodeScalars.contains($0) ? $0 : nil }
    if sign != nil { scalars = scalars.dropFirst() }
    var digits = ""
    var mayPause = false
    for scalar in scalars {
      if scalar == "_" {
        guard mayPause else { return nil }
        mayPause = false
      } else if scalar.properties.numericType == .decimal,
        let value = scalar.properties.numericValue
      {
        digits += String(Int(value))
        mayPause = true
      } else {
        return nil
      }
    }
    // Nothing at all, or `_` at the end.
    guard mayPause, digits.count <= digitLimit else { return nil }
    let plain = String(digits.drop { $0 == "0" })
    if plain.isEmpty { return "0" }
    return sign == "-" ? "-\(plain)" : plain
  }

  /// Whether two texts are the same to Python, which does not take `K` (Kelvin) for `K`.
  static func areSame(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
  }
}
