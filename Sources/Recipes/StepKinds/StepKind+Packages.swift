extension StepKind {
  /// Packages of the guest's own package manager.
  static let packages = StepKind("packages") { value in
    guard let map = value.mapping(keys: ["install", "remove", "update", "recommends"]) else {
      return nil
    }
    let install = map["install"].map { $0.list(of: "a package", packageName) } ?? []
    let remove = map["remove"].map { $0.list(of: "a package", packageName) } ?? []
    let update = map["update"].map { $0.boolean() } ?? false
    let recommends = map["recommends"].map { $0.boolean() } ?? false
    guard let install, let remove, let update, let recommends else { return nil }
    if install.isEmpty, remove.isEmpty, map["update"] == nil {
      value.fault("`packages` does nothing", hint: "give `install`, `remove` or `update: true`")
      return nil
    }
    return .packages(
      PackagesStep(install: install, remove: remove, update: update, recommends: recommends))
  }

  /// A name as package managers take it, with an optional version (`name=1.2`) or architecture
  /// (`name:arm64`).
  ///
  /// Nothing that a shell or a package manager's options could read as something else; apt takes a
  /// last `-` as a removal.
  @Sendable static func packageName(_ value: ValueReader) -> Located<String>? {
    value.line("a package's name") { name in
      guard let first = name.unicodeScalars.first, first.isASCIIAlphanumeric else { return false }
      return name.last != "-"
        && name.unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric || "+.:_~=/@^*-".contains($0) }
    }
  }
}
