extension StepKind {
  /// Services that start at boot, or do not.
  static let services = StepKind(
    "services",
    Shape(
      "Says which services start when the image boots.",
      atLeastOne: ["enable", "disable", "mask", "unmask"],
      hints: ["start": "an enabled service starts when the image boots: `enable`"],
      keys: [
        .optional("enable", .list(.line), "Services that start when the image boots."),
        .optional("disable", .list(.line), "Services that do not."),
        .optional("mask", .list(.line), "Services that nothing may start."),
        .optional("unmask", .list(.line), "Masked services that may be started again."),
      ]),
    example: """
      - services: {enable: [apache2, mariadb], mask: [apt-daily.timer]}
      """
  ) { map in
    let enable = map["enable"].map { $0.list(of: "a service", unitName) } ?? []
    let disable = map["disable"].map { $0.list(of: "a service", unitName) } ?? []
    let mask = map["mask"].map { $0.list(of: "a service", unitName) } ?? []
    let unmask = map["unmask"].map { $0.list(of: "a service", unitName) } ?? []
    guard let enable, let disable, let mask, let unmask else { return nil }
    if enable.isEmpty, disable.isEmpty, mask.isEmpty, unmask.isEmpty {
      map.fault("`services` does nothing", hint: "give `enable`, `disable`, `mask` or `unmask`")
      return nil
    }
    for unit in enable where (disable + mask).contains(unit) {
      map.reading.fault(
        "`\(unit.value)` is both enabled and disabled or masked", at: unit.location)
    }
    return .services(
      ServicesStep(enable: enable, disable: disable, mask: mask, unmask: unmask))
  }

  /// A unit's name, with or without `.service`.
  @Sendable private static func unitName(_ value: ValueReader) -> Located<String>? {
    value.line("a systemd unit's name") { name in
      name.first != "-"
        && name.unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric || ":_.\\@-".contains($0) }
    }
  }
}
