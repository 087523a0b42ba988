extension ValueReader {
  /// A step: a mapping with the key of one kind, and the keys that all kinds share.
  func step() -> Step? {
    let kinds = StepKind.all.map(\.name)
    guard let map = mapping(keys: kinds + ["name", "timeout"]) else { return nil }
    let title = map["name"].map { $0.line()?.value }
    let timeout = map["timeout"].map { $0.duration() } ?? Step.defaultTimeout
    guard let found = map.onlyKind(among: kinds),
      let kind = StepKind.all.first(where: { $0.name == found.name }),
      let action = kind.read(found.value), let timeout, title != .some(nil)
    else { return nil }
    return Step(action, title: title ?? nil, timeout: timeout, location: location)
  }
}
