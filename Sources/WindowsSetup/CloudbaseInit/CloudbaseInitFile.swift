import BuildFoundation

/// Writes a configuration file so that oslo.config reads what was meant.
///
/// Lines end as the installer's do (CR, LF). Nothing stands before the first section, and no comment
/// behind a value: oslo.config would take the first for an error and the second for the value.
enum CloudbaseInitFile {
  static func text(_ sections: [CloudbaseInitSection]) throws -> String {
    var lines: [String] = []
    for section in sections {
      lines.append("[\(section.name)]")
      for option in section.options {
        lines.append("\(option.name)=\(try escaped(option.value, of: option.name))")
      }
    }
    return lines.map { $0 + "\r\n" }.joined()
  }

  /// A value as it has to stand in the file.
  ///
  /// oslo.config puts other options in for `$name`; `\$` is a dollar sign. It strips spaces, and quotes
  /// that stand around a value, and reads the file in the code page of the system.
  static func escaped(_ value: String, of option: String) throws -> String {
    guard value.unicodeScalars.allSatisfy({ (0x20..<0x7f).contains($0.value) }) else {
      throw BuildError(
        .recipe,
        "configuring Cloudbase-Init: \(option) is \(value.debugDescription); what is no printable"
          + " ASCII character would depend on the language of the Windows")
    }
    guard value.first != " ", value.last != " " else {
      throw BuildError(
        .recipe,
        "configuring Cloudbase-Init: \(option) is \(value.debugDescription), with a space at an end,"
          + " which would be lost")
    }
    if let quote = value.first, quote == value.last, quote == "\"" || quote == "'" {
      throw BuildError(
        .recipe, "configuring Cloudbase-Init: \(option) is \(value), in quotes, which would be lost"
      )
    }
    return value.replacing("$", with: #"\$"#)
  }
}
