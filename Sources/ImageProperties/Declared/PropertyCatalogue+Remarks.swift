import BuildFoundation

extension PropertyCatalogue {
  /// Slips of the pen in names that nobody owns.
  private static let slips = 2

  /// What is to be said of a declared property, without a disk to hold it against.
  ///
  /// Names of nobody's namespace pass, unless they are a slip away from a name that is read.
  public func remarks(on name: String, _ text: String) -> [PropertyRemark] {
    guard let definition = find(name) else { return [unknown(name)].compactMap(\.self) }
    if let refusal = definition.refusal {
      return [
        .error(.name, "`\(name)` cannot be declared: \(refusal)", hint: "leave it out")
      ]
    }
    if definition.prefix == "trait:", let remark = trait(name) { return [remark] }
    return [
      oldName(name, of: definition),
      definition.warning.map { warning in
        .warning(.name, "`\(name)`: \(warning)")
      },
    ].compactMap(\.self) + definition.remarks(on: text, of: name)
  }

  private func unknown(_ name: String) -> PropertyRemark? {
    if Self.glanceNames.contains(name) {
      return .error(
        .name, "`\(name)` is what Glance itself says of an image, not a property",
        hint: "leave it out")
    }
    if name.hasPrefix("os_glance_") {
      return .error(
        .name, "Glance keeps names that begin with `os_glance_` for itself", hint: "leave it out")
    }
    if let remark = trait(name) { return remark }
    let message = "no service of OpenStack reads `\(name)`"
    let near = nearest(to: name).map { "did you mean `\($0)`?" }
    if let prefix = Self.ownedPrefixes.first(where: { name.hasPrefix($0) }) {
      let free = "names that begin with `\(prefix)` are OpenStack's: take another for your own"
      return .error(.name, message, hint: near ?? free)
    }
    let isNear = nearestName(to: name, in: definitions.map(\.name), within: Self.slips) != nil
    return isNear ? .warning(.name, message, hint: near) : nil
  }

  private func trait(_ name: String) -> PropertyRemark? {
    guard name.hasPrefix("trait:"), !TraitName.isKnown(String(name.dropFirst(6))) else {
      return nil
    }
    let namespaces = PropertyDefinition.alternatives(TraitName.namespaces)
    let rule = "traits are upper-case letters, digits and `_`, and begin with \(namespaces)"
    return .error(
      .name, "`\(name)` names no trait",
      hint: nearest(to: name).map { "did you mean `\($0)`?" } ?? rule)
  }

  private func oldName(_ name: String, of definition: PropertyDefinition) -> PropertyRemark? {
    guard definition.prefix == nil, name != definition.name else { return nil }
    let kind = name == definition.field ? "Nova's inner name" : "an old name"
    return .warning(
      .name, "`\(name)` is \(kind) of `\(definition.name)`", hint: "write `\(definition.name)`")
  }
}
