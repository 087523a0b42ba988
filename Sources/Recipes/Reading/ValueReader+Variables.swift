import BuildFoundation

extension ValueReader {
  /// A variable as this value declares it; nil after a fault.
  func declaration(_ name: Located<String>) -> VariableDeclaration? {
    guard VariableReference.isName(name.value) else {
      reading.fault(
        "`\(shortened(name.value))` is not a variable's name", at: name.location,
        hint: "names are lower-case letters, digits and `_`, the first a letter")
      return nil
    }
    SecretCheck(reading).declaration(self, name: name.value)
    return described(name)
  }

  private func described(_ name: Located<String>) -> VariableDeclaration? {
    guard isMapping else {
      guard let value = variableValue() else { return nil }
      return VariableDeclaration(name: name, type: value.type, fallback: value, choices: [])
    }
    guard let map = mapping(.variable), !map.hasUnknownKeys else { return nil }
    let type = map["type"].map { $0.choice(VariableType.self)?.value }
    let fallback = map["default"].map { $0.variableValue() }
    let choices = map["choices"].map { $0.list(of: "a choice") { $0.text()?.value } } ?? []
    if let description = map["description"], description.text() == nil { return nil }
    guard type != .some(nil), fallback != .some(nil), let choices else { return nil }
    let actual = (type ?? nil) ?? (fallback ?? nil)?.type ?? .text
    let declaration = VariableDeclaration(
      name: name, type: actual, fallback: fallback ?? nil, choices: choices)
    guard let value = declaration.fallback else { return declaration }
    return map["default"]?.accepted(value, declaration).map {
      VariableDeclaration(name: name, type: actual, fallback: $0, choices: choices)
    }
  }

  /// A scalar, or a list of texts, as the value of a variable.
  func variableValue() -> VariableValue? {
    if isList { return list(of: "an element") { $0.text()?.value }.map { .list($0) } }
    guard !isNull, case .scalar(let scalar) = node.content else {
      mismatch("a text, a number, true, false or a list")
      return nil
    }
    guard let text = text()?.value else { return nil }
    guard scalar.isPlain else { return .text(text) }
    if text == "true" || text == "false" { return .boolean(text == "true") }
    return Double(text) == nil ? .text(text) : .number(text)
  }

  /// The value as the declaration wants it; nil after a fault.
  func accepted(_ value: VariableValue, _ declaration: VariableDeclaration) -> VariableValue? {
    var converted: VariableValue? = value
    if value.type != declaration.type {
      converted = value.type == .list ? nil : declaration.type.value(of: value.text)
    }
    guard let converted else {
      fault(
        "`\(declaration.name.value)` must be \(declaration.type.words), not "
          + "`\(shortened(value.text))`")
      return nil
    }
    guard declaration.choices.isEmpty || declaration.choices.contains(value.text) else {
      let near = nearestName(to: value.text, in: declaration.choices)
      let choices = declaration.choices.map { "`\($0)`" }.joined(separator: ", ")
      fault(
        "`\(declaration.name.value)` must be one of \(choices), not `\(shortened(value.text))`",
        hint: near.map { "did you mean `\($0)`?" })
      return nil
    }
    return converted
  }

  /// The builds of a matrix, each with the values of its axes; nil after a fault.
  func matrix(limit: Int) -> [[String: VariableValue]]? {
    guard let axes = pairs() else { return nil }
    var cells: [[String: VariableValue]] = [[:]]
    for (name, value) in axes {
      guard VariableReference.isName(name.value) else {
        reading.fault("`\(shortened(name.value))` is not an axis' name", at: name.location)
        return nil
      }
      guard let points = value.list(of: "a value", { $0.axisPoint(name.value) }) else { return nil }
      guard !points.isEmpty else {
        value.fault("`\(name.value)` has no values")
        return nil
      }
      guard cells.count * points.count <= limit else {
        fault(
          "the matrix has more than \(limit) builds",
          hint: "leave values out, or write several recipes that extend one")
        return nil
      }
      cells = cells.flatMap { cell in points.map { cell.merging($0) { $1 } } }
    }
    return cells
  }

  /// A value of an axis: a scalar, or a mapping whose values are `${axis.key}`.
  private func axisPoint(_ axis: String) -> [String: VariableValue]? {
    guard isMapping else { return variableValue().map { [axis: $0] } }
    guard let pairs = pairs() else { return nil }
    var point: [String: VariableValue] = [:]
    for (key, value) in pairs {
      guard VariableReference.isName(key.value) else {
        reading.fault("`\(shortened(key.value))` is not a variable's name", at: key.location)
        return nil
      }
      guard let content = value.variableValue() else { return nil }
      point["\(axis).\(key.value)"] = content
    }
    return point
  }

  /// Where the values of secrets are found.
  func secretSources() -> [SecretSource]? {
    guard let pairs = pairs() else { return nil }
    let sources = pairs.compactMap { name, value -> SecretSource? in
      guard VariableReference.isName(name.value) else {
        reading.fault("`\(shortened(name.value))` is not a secret's name", at: name.location)
        return nil
      }
      guard value.isMapping else {
        value.fault(
          "`\(name.value)` must say where the secret is, not what it is",
          hint: "write {environment: NAME}, {file: PATH} or {command: [PROGRAM, …]}")
        return nil
      }
      return value.mapping(.secret).flatMap { Self.place($0) }
        .map { SecretSource(name: name, place: $0) }
    }
    return sources.count == pairs.count ? sources : nil
  }

  private static func place(_ map: MappingReader) -> SecretSource.Place? {
    if let name = map["environment"] { return name.line().map { .environment($0.value) } }
    if let path = map["file"] { return path.line().map { .file($0.value) } }
    return map["command"]?.list(of: "an argument") { $0.text()?.value }.map { .command($0) }
  }
}
