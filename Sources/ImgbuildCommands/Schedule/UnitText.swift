/// Words as unit files have them, after systemd.syntax(7) and systemd.unit(5).
enum UnitText {
  /// `text` as one word, whatever is in it.
  ///
  /// In quotes, with C-style escapes; a doubled percent sign is no specifier.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "%": quoted += "%%"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\x" + (digits.count == 1 ? "0" : "") + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// `text` as the rest of a line, where there are no quotes.
  static func plain(_ text: String) -> String { text.replacing("%", with: "%%") }
}
