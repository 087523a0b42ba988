/// Warns of values that look like secrets in plain text: a recipe is kept in version control, and
/// its inputs stand in logs and manifests.
struct SecretCheck {
  private static let words = [
    "password", "passwd", "passphrase", "secret", "token", "apikey", "api_key", "private_key",
    "access_key",
  ]
  private let reading: RecipeReading

  init(_ reading: RecipeReading) {
    self.reading = reading
  }

  /// Looks at a value that stands under `name`.
  func value(_ text: Located<String>, of name: String) {
    guard Self.isSecret(name: name), Self.isLiteral(text.value) else { return }
    warn("`\(name)` looks like a secret in plain text", at: text.location)
  }

  /// Looks at the default of a variable.
  func declaration(_ value: ValueReader, name: String) {
    let fallback = value.isMapping ? value.node["default"] : value.node
    guard Self.isSecret(name: name), let text = fallback?.text, Self.isLiteral(text) else { return }
    warn("`\(name)` looks like a secret in plain text", at: value.location)
  }

  /// Looks at the lines of a script or file for keys and assignments.
  func script(_ text: Located<String>) {
    let found = text.value.split(whereSeparator: \.isNewline).contains { line in
      if line.contains("-----BEGIN "), line.contains("PRIVATE KEY-----") { return true }
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let name = parts[0].split(separator: " ").last else { return false }
      guard !parts[0].hasSuffix(" ") else { return false }
      return Self.isSecret(name: String(name)) && Self.isLiteral(String(parts[1]))
    }
    guard found else { return }
    warn("this text seems to contain a secret in plain text", at: text.location)
  }

  private func warn(_ message: String, at location: SourceLocation) {
    reading.warn(
      message, at: location,
      hint: "declare it under `secrets`, or create it when the machine first boots")
  }

  /// The last word decides: `DB_PASSWORD` is a secret, `PASSWORD_FILE` is not.
  private static func isSecret(name: String) -> Bool {
    let name = name.lowercased()
    return words.contains { name.hasSuffix($0) }
  }

  private static func isLiteral(_ value: String) -> Bool {
    let bare = value.drop { "\"' ".contains($0) }
    guard let first = bare.first else { return false }
    return first != "$" && first != "`" && bare.count >= 4
      && !["true", "false", "none", "disabled"].contains(bare.lowercased())
  }
}
