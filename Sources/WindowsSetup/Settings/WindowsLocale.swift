import BuildFoundation
import Foundation

/// A locale as Windows names it: `de-DE`.
public struct WindowsLocale: Sendable, Hashable {
  /// Windows' name.
  public let name: String

  /// Reads a locale of Windows (`de-DE`) or of Linux (`de_DE.UTF-8`).
  ///
  /// Throws a `recipe` error for what has no country, or is none that Windows has a number for ([MS-LCID]).
  public init(named text: String) throws {
    let pattern = /([a-z]{2,3})(?:[-_]([A-Z][a-z]{3}))?[-_]([A-Z]{2})(?:\.[A-Za-z0-9-]+)?(?:@euro)?/
    guard let match = text.wholeMatch(of: pattern) else {
      throw BuildError(
        .recipe, "\(text) is no locale that Windows has",
        hint: "write one with its country, such as de-DE or de_DE.UTF-8")
    }
    let parts = [match.1, match.2, match.3].compactMap { $0 }.map(String.init)
    // For a country that Windows does not have with the language, the number is that of another.
    guard let code = Locale.windowsLocaleCode(fromIdentifier: parts.joined(separator: "_")),
      Locale.identifier(fromWindowsLocaleCode: code)?.contains("_\(match.3)") == true
    else {
      throw BuildError(.recipe, "\(text) is no locale that Windows has")
    }
    name = parts.joined(separator: "-")
  }

  /// The locale with a number of [MS-LCID]; nil where there is none.
  public init?(number: Int) {
    guard let identifier = Locale.identifier(fromWindowsLocaleCode: number) else { return nil }
    var parts = identifier.split(separator: "@")[0].split(separator: "_").map(String.init)
    // Windows calls Chinese by its country alone.
    if parts.first == "zh", parts.count == 3 { parts.remove(at: 1) }
    guard parts.count > 1 else { return nil }
    name = parts.joined(separator: "-")
  }
}
