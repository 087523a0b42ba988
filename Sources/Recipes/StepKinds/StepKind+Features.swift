import WindowsSetup

extension StepKind {
  /// Optional features of Windows.
  static let features = StepKind(
    "features",
    Shape(
      "Has Windows enable and disable optional features at its first boot.",
      atLeastOne: ["install", "remove", "roles"],
      hints: ["enable": "what is to be there is `install`", "disable": "what goes is `remove`"],
      keys: [
        .optional(
          "install", .list(.line),
          "Features that are to be there, with those that they need, as `dism /online /get-features` names them."
        ),
        .optional("remove", .list(.line), "Features that go."),
        .optional(
          "roles", .list(.line),
          "Roles and features of a server, as `Get-WindowsFeature` names them."),
      ]),
    places: [.appliance],
    example: """
      - features: {install: [TelnetClient], remove: [SMB1Protocol], roles: [Web-Server]}
      """
  ) { map in
    let install = map["install"].map { $0.featureNames() } ?? []
    let remove = map["remove"].map { $0.featureNames() } ?? []
    let roles = map["roles"].map { $0.featureNames() } ?? []
    guard let install, let remove, let roles else { return nil }
    if install.isEmpty, remove.isEmpty, roles.isEmpty {
      map.fault("`features` does nothing", hint: "give `install`, `remove` or `roles`")
      return nil
    }
    let both = Set(install.map { $0.lowercased() }).intersection(remove.map { $0.lowercased() })
    if let name = both.sorted().first {
      map.fault("`\(name)` cannot be both installed and removed")
      return nil
    }
    return .features(FeaturesStep(install: install, remove: remove, roles: roles))
  }

  /// Windows Update.
  static let updates = StepKind(
    "updates",
    Shape(
      "Has Windows Update install what it has, at the first boot, with the restarts that it wants.",
      hints: ["kb": "what is left out is `exclude`", "filters": "the criteria are `search`"],
      keys: [
        .optional(
          "categories", .list(.choice(UpdateCategory.allCases.map(\.rawValue))), default: "all",
          "Categories, one of which an update has to have."),
        .optional(
          "exclude", .list(.line), default: "none",
          "Updates that are left out, by their articles: `KB5034439`."),
        .optional(
          "search", .line, default: "software that Windows would install by itself",
          "The criteria in the words of the Windows Update Agent: `IsInstalled=0 and Type='Software'`."
        ),
        .optional(
          "restarts", .integer(1...50), default: "`10`",
          "How often the machine may be restarted for them."),
      ]),
    places: [.appliance],
    example: """
      - updates: {categories: [security, critical, rollups], exclude: [KB5034439]}
      """,
    shorthand: Shorthand(type: .boolean) { value in
      guard let wanted = value.boolean() else { return nil }
      guard wanted else {
        value.fault("`updates: false` does nothing", hint: "leave the step out, or use `when`")
        return nil
      }
      return .updates(UpdatesStep())
    },
    read: readUpdates)

  @Sendable private static func readUpdates(_ map: MappingReader) -> StepAction? {
    var updates = FirstBootPlan.Updates()
    let categories =
      map["categories"].map {
        $0.list(of: "a category") { $0.choice(UpdateCategory.self)?.value }
      } ?? []
    let excluding = map["exclude"].map { $0.list(of: "an update") { $0.article() } } ?? []
    let search = map["search"].map { $0.line()?.value } ?? updates.search
    let restarts = map["restarts"].map { $0.integer(in: 1...50) } ?? updates.restarts
    guard let categories, let excluding, let search, let restarts else { return nil }
    updates.categories = categories
    updates.excluding = excluding
    updates.search = search
    updates.restarts = restarts
    return .updates(UpdatesStep(updates))
  }
}

extension ValueReader {
  fileprivate func featureNames() -> [String]? {
    list(of: "a feature") {
      $0.line("a feature's name, such as `TelnetClient`", FirstBootPlan.Feature.isName)?.value
    }
  }

  /// The number of an article of Microsoft's.
  fileprivate func article() -> Int? {
    line("an article such as `KB5034439`") {
      $0.wholeMatch(of: /(?:[Kk][Bb])?[0-9]{5,8}/) != nil
    }.flatMap { Int($0.value.filter(\.isNumber)) }
  }
}
