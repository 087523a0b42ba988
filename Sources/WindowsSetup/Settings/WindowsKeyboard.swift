import BuildFoundation

/// A keyboard's layout as Windows names it: `0407:00000407`, a language and a layout.
public struct WindowsKeyboard: Sendable, Hashable {
  /// Windows' identifiers.
  public let identifiers: String

  /// The layouts of xkeyboard-config that Windows has under another name, some with a variant.
  ///
  /// Source: Microsoft, "Default Input Profiles (Input Locales) in Windows" and "Keyboard Identifiers and Input
  /// Method Editors for Windows". Those of languages that need an input method are left out.
  private static let layouts: [String: String] = [
    "us": "0409:00000409", "us(intl)": "0409:00020409", "us(dvorak)": "0409:00010409",
    "gb": "0809:00000809", "ie": "1809:00001809", "de": "0407:00000407", "at": "0c07:00000407",
    "ch": "0807:00000807", "ch(fr)": "100c:0000100c", "fr": "040c:0000040c",
    "be": "080c:0000080c", "nl": "0413:00020409", "es": "0c0a:0000040a",
    "latam": "080a:0000080a", "pt": "0816:00000816", "br": "0416:00000416",
    "it": "0410:00000410", "dk": "0406:00000406", "no": "0414:00000414", "se": "041d:0000041d",
    "fi": "040b:0000040b", "is": "040f:0000040f", "pl": "0415:00000415", "cz": "0405:00000405",
    "sk": "041b:0000041b", "hu": "040e:0000040e", "si": "0424:00000424", "hr": "041a:0000041a",
    "ro": "0418:00010418", "gr": "0408:00000408", "tr": "041f:0000041f", "ru": "0419:00000419",
    "ee": "0425:00000425", "lt": "0427:00010427",
  ]

  /// Finds a layout by its name in xkeyboard-config, or takes Windows' identifiers as they are.
  ///
  /// Throws a `recipe` error for one that is not known here.
  public init(layout: String, variant: String = "") throws {
    if layout.wholeMatch(of: /[0-9A-Fa-f]{4}:[0-9A-Fa-f]{8}/) != nil, variant.isEmpty {
      identifiers = layout.lowercased()
      return
    }
    let name = variant.isEmpty ? layout : "\(layout)(\(variant))"
    guard let found = Self.layouts[name] else {
      throw BuildError(
        .recipe, "no keyboard of Windows is known for \(name)",
        hint: "give Windows' identifiers, such as 0407:00000407")
    }
    identifiers = found
  }

  /// Whether a layout has that variant in Windows too.
  public static func has(layout: String, variant: String) -> Bool {
    layouts["\(layout)(\(variant))"] != nil
  }
}
