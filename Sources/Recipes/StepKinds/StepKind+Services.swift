extension StepKind {
  /// systemd units.
  static let services = StepKind("services") { value in
    guard let map = value.mapping(keys: ["enable", "disable", "mask"]) else { return nil }
    let enable = map["enable"].map { $0.list(of: "a service", unitName) } ?? []
    let disable = map["disable"].map { $0.list(of: "a service", unitName) } ?? []
    let mask = map["mask"].map { $0.list(of: "a service", unitName) } ?? []
    guard let enable, let disable, let mask else { return nil }
    if enable.isEmpty, disable.isEmpty, mask.isEmpty {
      value.fault("`services` does nothing", hint: "give `enable`, `disable` or `mask`")
      return nil
    }
    for unit in enable where (disable + mask).contains(unit) {
      value.reading.fault(
        "`\(unit.value)` is both enabled and disabled or masked", at: unit.location)
    }
    return .services(ServicesStep(enable: enable, disable: disable, mask: mask))
  }

  /// A unit's name, with or without `.service`.
  @Sendable private static func unitName(_ value: ValueReader) -> Located<String>? {
    value.line("a systemd unit's name") { name in
      name.first != "-"
        && name.unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric || ":_.\\@-".contains($0) }
    }
  }
}
