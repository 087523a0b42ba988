extension StepKind {
  /// Keys and values of Windows's registry.
  static let registry = StepKind(
    "registry",
    Shape(
      "Changes the registry of Windows while it is not running; what is as it should be is left alone.",
      keys: [.required("keys", .list(.mapping(.registryKey)), "The keys, in order.")]),
    places: [.appliance],
    example: #"""
      - registry:
          - key: HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server
            set: {fDenyTSConnections: 0}
      """#,
    shorthand: Shorthand(type: .list(.mapping(.registryKey)), read: keys)
  ) { map in
    map.required("keys").flatMap(keys)
  }

  @Sendable private static func keys(_ value: ValueReader) -> StepAction? {
    guard let keys = value.list(of: "a key", { $0.registryKey() }) else { return nil }
    guard !keys.isEmpty else {
      value.fault("`registry` does nothing", hint: "name a key, with `set`, `delete` or `remove`")
      return nil
    }
    return .registry(RegistryStep(keys: keys))
  }
}

extension Shape {
  /// One key of the registry.
  static let registryKey = Shape(
    "One key of the registry.", atLeastOne: ["set", "delete", "remove"],
    hints: [
      "value": "values stand below `set`, as NAME: VALUE",
      "values": "values stand below `set`, as NAME: VALUE",
    ],
    keys: [
      .required("key", .line, #"Its path: `HKLM\SOFTWARE\…` or `HKLM\SYSTEM\…`."#),
      .optional(
        "set",
        .dictionary(
          key: "names",
          .either([.integer(0...4_294_967_295), .text, .list(.text), .mapping(.registryValue)])),
        "Values that it gets: a number (REG_DWORD), a text (REG_SZ), a list of texts (REG_MULTI_SZ), or a "
          + "mapping that names the type."),
      .optional("delete", .list(.text), "Names of values that go."),
      .optional(
        "remove", .boolean, default: "`false`", "Whether the key goes, with all below it."),
    ])

  /// A value whose type is said.
  static let registryValue = Shape(
    "A value of the registry with its type.", exactlyOne: ["text", "expand", "binary"],
    keys: [
      .optional("text", .text, "REG_SZ, also where it looks like a number."),
      .optional("expand", .text, "REG_EXPAND_SZ: a text with `%variables%`."),
      .optional("binary", .text, "REG_BINARY: digits in pairs, such as `00ff`."),
    ])
}

extension ValueReader {
  fileprivate func registryKey() -> RegistryStep.Key? {
    guard let map = mapping(.registryKey) else { return nil }
    let place = map.required("key")?.registryPath()
    let set = map["set"].map { $0.registryValues() } ?? [:]
    let delete = map["delete"].map { $0.list(of: "a name") { $0.text()?.value } } ?? []
    let isRemoved = map["remove"].map { $0.boolean() } ?? false
    guard let place, let set, let delete, let isRemoved else { return nil }
    if !isRemoved, set.isEmpty, delete.isEmpty {
      map.fault("the key does nothing", hint: "give `set`, `delete` or `remove`")
      return nil
    }
    if isRemoved, !set.isEmpty || !delete.isEmpty {
      map.fault("a key that is removed has no values to `set` or `delete`")
      return nil
    }
    // Nobody asks for half of the registry to go by leaving a name out.
    if isRemoved, place.path.count < 2 {
      map.fault(#"`remove` takes a key below another, such as `HKLM\SOFTWARE\Vendor\Product`"#)
      return nil
    }
    return RegistryStep.Key(
      hive: place.hive, path: place.path, set: set, delete: delete, isRemoved: isRemoved)
  }

  private func registryPath() -> (hive: RegistryStep.Hive, path: [String])? {
    let rule = #"a key such as `HKLM\SOFTWARE\Vendor` or `HKLM\SYSTEM\CurrentControlSet\…`"#
    guard let line = line() else { return nil }
    var names = line.value.split(separator: "\\").map(String.init)
    let root = names.isEmpty ? "" : names.removeFirst().uppercased()
    let users = ["HKCU", "HKEY_CURRENT_USER", "HKU", "HKEY_USERS"]
    if users.contains(root) {
      fault(
        "\(what) must be \(rule), not of a user",
        hint: "a script at the first boot can change what belongs to users")
      return nil
    }
    guard ["HKLM", "HKEY_LOCAL_MACHINE"].contains(root), let first = names.first,
      let hive = RegistryStep.Hive(rawValue: first.uppercased()), names.count > 1
    else {
      fault("\(what) must be \(rule), not `\(shortened(line.value))`")
      return nil
    }
    return (hive, Array(names.dropFirst()))
  }

  private func registryValues() -> [String: RegistryStep.Value]? {
    guard let pairs = pairs() else { return nil }
    var values: [String: RegistryStep.Value] = [:]
    for (name, value) in pairs {
      guard let read = value.registryValue() else { return nil }
      values[name.value] = read
    }
    return values
  }

  private func registryValue() -> RegistryStep.Value? {
    if isList { return list(of: "a text") { $0.text()?.value }.map { .list($0) } }
    if isMapping { return mapping(.registryValue).flatMap { Self.typed($0) } }
    if case .scalar(let scalar) = scalar(), scalar.isPlain, Int(scalar.text) != nil {
      return integer(in: 0...4_294_967_295).map { .number(UInt32($0)) }
    }
    return text().map { .text($0.value) }
  }

  private static func typed(_ map: MappingReader) -> RegistryStep.Value? {
    if let value = map["text"] { return value.text().map { .text($0.value) } }
    if let value = map["expand"] { return value.text().map { .expand($0.value) } }
    guard let value = map["binary"], let text = value.text() else { return nil }
    let digits = Array(text.value.filter { $0 != " " })
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    guard digits.count.isMultiple(of: 2), bytes.count == digits.count / 2 else {
      value.fault(
        "\(value.what) must be digits in pairs such as `00ff`, not `\(value.shortened(text.value))`"
      )
      return nil
    }
    return .binary(bytes)
  }
}
