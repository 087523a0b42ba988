extension StepKind {
  /// Packages of the guest's own package manager.
  static let packages = StepKind(
    "packages",
    Shape(
      "Installs, removes and upgrades packages with the guest's own package manager.",
      atLeastOne: ["install", "remove", "update", "upgrade", "repositories"],
      keys: [
        .optional("install", .list(.line), "Packages to install."),
        .optional("remove", .list(.line), "Packages to remove."),
        .optional(
          "update", .boolean, default: "`false`",
          "Whether to fetch the package lists even where there are some."),
        .optional(
          "upgrade", .boolean, default: "`false`",
          "Whether to bring every installed package up to date."),
        .optional(
          "recommends", .boolean, default: "`false`",
          "Whether to install what the packages merely recommend, too."),
        .optional(
          "repositories", .list(.mapping(.packageRepository)),
          "Repositories that the guest gets before anything is installed, and keeps."),
      ]),
    example: """
      - packages: {install: [apache2, mariadb-server], remove: [nano]}
      """
  ) { map in
    let install = map["install"].map { $0.list(of: "a package", packageName) } ?? []
    let remove = map["remove"].map { $0.list(of: "a package", packageName) } ?? []
    let update = map["update"].map { $0.boolean() } ?? false
    let upgrade = map["upgrade"].map { $0.boolean() } ?? false
    let recommends = map["recommends"].map { $0.boolean() } ?? false
    let repositories = map["repositories"].map { $0.packageRepositories() } ?? []
    guard let install, let remove, let update, let upgrade, let recommends, let repositories else {
      return nil
    }
    if install.isEmpty, remove.isEmpty, repositories.isEmpty, map["update"] == nil, !upgrade {
      map.fault(
        "`packages` does nothing",
        hint: "give `install`, `remove`, `update: true` or `upgrade: true`")
      return nil
    }
    return .packages(
      PackagesStep(
        install: install, remove: remove, update: update, upgrade: upgrade,
        recommends: recommends, repositories: repositories))
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
