import BuildFoundation

extension RecipeReading {
  /// A text with variables in place of references to them; nil after a fault.
  ///
  /// References to secrets stay.
  func expand(_ text: String, at location: SourceLocation, mayHoldSecrets: Bool) -> String? {
    guard text.contains("${") else { return text }
    var expanded: String? = ""
    for part in VariableReference.parts(of: text) {
      switch part {
      case .text(let literal): expanded?.append(literal)
      case .unfinished:
        fault(
          "`${` has no `}`", at: place(of: "${", in: text, location),
          hint: "write `$${` for the text itself")
        expanded = nil
      case .reference(let name):
        let place = place(of: "${\(name)}", in: text, location)
        guard let value = value(of: name, at: place, mayHoldSecrets: mayHoldSecrets) else {
          expanded = nil
          continue
        }
        expanded?.append(value)
      }
    }
    return expanded
  }

  /// The variables that a script names, for its environment.
  func environment(for script: String) -> [String: String] {
    let words = VariableReference.words(of: script)
    let named = scope.values.filter { words.contains($0.key) }
    used.formUnion(named.keys)
    return named.mapValues(\.text)
  }

  private func value(of name: String, at location: SourceLocation, mayHoldSecrets: Bool) -> String?
  {
    if let value = scope.values[name] {
      used.insert(name)
      return value.text
    }
    if name.hasPrefix("secret."), scope.secrets.contains(String(name.dropFirst(7))) {
      used.insert(name)
      guard mayHoldSecrets else {
        fault(
          "a secret cannot stand here: the value would be kept in the clear", at: location,
          hint: "secrets go into `write.content`, templates, password hashes and answer files, "
            + "and through `secrets` into the environment of scripts")
        return nil
      }
      return "${\(name)}"
    }
    unknown(name, at: location)
    return nil
  }

  /// The hint for a mistyped secret.
  func nearestSecret(to name: String) -> String? {
    nearestName(to: name, in: scope.secrets.sorted()).map { "did you mean `\($0)`?" }
  }

  /// Reports a name that nothing has.
  func unknown(_ name: String, at location: SourceLocation) {
    let near = nearestName(to: name, in: scope.names).map { "did you mean `${\($0)}`?" }
    let isName = name.split(separator: ".").allSatisfy { VariableReference.isName($0) }
    fault(
      isName ? "there is no variable `\(name)`" : "`${\(name)}` names no variable", at: location,
      hint: near ?? "declare it under `variables`, or write `$${\(name)}` for the text itself")
  }

  private func place(
    of reference: String, in text: String, _ location: SourceLocation
  ) -> SourceLocation {
    let lines = text.count { $0.isNewline } + 1
    return sources.location(of: reference, from: location, lines: lines)
  }
}
