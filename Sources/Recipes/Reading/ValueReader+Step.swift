extension ValueReader {
  /// A step: a mapping with the key of one kind, and the keys that all kinds share.
  ///
  /// Gives nothing for a step that the variables leave out.
  func step() -> [Step]? {
    guard let map = mapping(.anyStep) else { return nil }
    let title = map["name"].map { $0.line()?.value }
    let timeout = map["timeout"].map { $0.duration() } ?? Step.defaultTimeout
    let place = map["in"].map { $0.choice(StepPlace.self) }
    let retries = map["retries"].map { $0.integer(in: 0...10) } ?? 0
    let cache = map["cache"].map { $0.choice(StepCache.self)?.value } ?? .auto
    let condition = map["when"].map { $0.condition() } ?? .always
    let secrets = map["secrets"].map { $0.list(of: "a secret") { $0.secretName() } } ?? []
    guard let (kind, value) = StepKind.only(in: map) else { return nil }
    if let place = place ?? nil, !kind.places.contains(place.value) {
      let only = kind.places.map { "`\($0.rawValue)`" }.joined(separator: " or ")
      reading.fault("`\(kind.name)` runs in \(only) only", at: place.location)
    }
    guard let action = kind.read(value), let timeout, place != .some(nil), let retries,
      let cache, let condition, let secrets, title != .some(nil)
    else { return nil }
    if case .never = condition { return [] }
    return [
      Step(
        action, title: title ?? nil,
        in: (place ?? nil)?.value ?? kind.places.first ?? .appliance, timeout: timeout,
        retries: retries, cache: cache, when: condition.left, secrets: secrets, location: location)
    ]
  }

  private func secretName() -> Located<String>? {
    guard let name = line() else { return nil }
    guard reading.scope.secrets.contains(name.value) else {
      let near = reading.nearestSecret(to: name.value)
      fault(
        "there is no secret `\(shortened(name.value))`",
        hint: near ?? "declare it under `secrets` at the top of the recipe")
      return nil
    }
    reading.used.insert("secret.\(name.value)")
    return name
  }
}

extension Shape {
  /// A step of any kind, or a part in its place.
  static let anyStep = Shape(
    "A step: the key of one kind, and what every step may be told.",
    hints: [
      "shell": "a script is `run: {script: …}`", "shell-local": "a script is `run: {script: …}`",
      "inline": "a script is `run: {script: …}`", "file": "a file is copied by `copy`",
      "upload": "a file is copied by `copy`", "install": "packages are `packages: {install: […]}`",
      "firstboot-command": "a script for the first boot is `firstboot`",
    ],
    keys: StepKind.keys + Shape.step.keys)
}
