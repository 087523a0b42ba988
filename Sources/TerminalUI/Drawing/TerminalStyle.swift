/// What the terminal, or whatever reads the output, can show.
public struct TerminalStyle: Sendable, Hashable {
  /// Whether escape codes for colour may be written.
  public var colour: Bool
  /// Whether the locale shows more than ASCII.
  public var unicode: Bool

  /// Makes a style.
  public init(colour: Bool, unicode: Bool) {
    self.colour = colour
    self.unicode = unicode
  }

  /// No colour, ASCII only.
  public static let plain = TerminalStyle(colour: false, unicode: false)

  /// The style for an output, from the environment of the process.
  ///
  /// `NO_COLOR` (no-color.org) and `TERM=dumb` turn colour off; the first of `LC_ALL`, `LC_CTYPE`
  /// and `LANG` that is set says whether the locale is UTF-8.
  public init(isTerminal: Bool, environment: [String: String]) {
    let noColour = !(environment["NO_COLOR"] ?? "").isEmpty
    colour = isTerminal && !noColour && !Self.isDumb(environment)
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
      .first { !$0.isEmpty } ?? ""
    let name = locale.lowercased()
    unicode = name.contains("utf-8") || name.contains("utf8")
  }

  /// Whether rows can be drawn in place on such a terminal.
  public static func canDrawRows(isTerminal: Bool, environment: [String: String]) -> Bool {
    isTerminal && !isDumb(environment)
  }

  private static func isDumb(_ environment: [String: String]) -> Bool {
    ["", "dumb"].contains(environment["TERM"] ?? "")
  }
}
