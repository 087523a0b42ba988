import BuildFoundation

/// Text for batch files, which know no real quoting.
enum BatchText {
  /// What a message may have in it and mean nothing to cmd.exe, in whatever place it stands.
  static func plain(_ text: String) -> String {
    String(
      text.map { character in
        character.isASCII
          && (character.isLetter || character.isNumber || " ._,:+-".contains(character))
          ? character : "_"
      })
  }

  /// A value between quotes: only `%` still means something there.
  ///
  /// - Throws: `BuildError` (`recipe`) for what cannot stand in a batch file between quotes.
  static func quoted(_ value: String, for purpose: String) throws -> String {
    guard value.unicodeScalars.allSatisfy({ (0x20..<0x7f).contains($0.value) }) else {
      throw BuildError(
        .recipe,
        "\(purpose): \(value.debugDescription) has characters that are not printable ASCII;"
          + " what a batch file makes of them depends on the language of the Windows")
    }
    guard !value.contains("\"") else {
      throw BuildError(.recipe, "\(purpose): \(value) has a quotation mark in it")
    }
    return "\"" + value.replacing("%", with: "%%") + "\""
  }

  /// Lines that end with CR and LF, however they ended before: cmd.exe loses labels without.
  static func lines(_ text: String) -> String {
    text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
  }
}
