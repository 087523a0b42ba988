/// The few colours of the interface; each has one meaning.
public enum TextColour: String, Sendable {
  /// Done.
  case green = "32"
  /// Failed.
  case red = "31"
  /// Warnings.
  case yellow = "33"
  /// Running.
  case cyan = "36"
  /// What matters less.
  case dim = "2"
  /// Names.
  case bold = "1"

  /// `text` in this colour, where the style has colours.
  public func callAsFunction(_ text: String, _ style: TerminalStyle) -> String {
    style.colour && !text.isEmpty ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
