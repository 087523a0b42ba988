import WindowsSetup

extension StepKind {
  /// Remote Desktop.
  static let remoteDesktop = StepKind(
    "remote-desktop",
    Shape(
      "Lets Remote Desktop into Windows, or keeps it out; the firewall follows at the first boot.",
      hints: ["enabled": "whether it is let in is `allow`", "nla": "write `authenticate`"],
      keys: [
        .required("allow", .boolean, "Whether it is let in."),
        .optional(
          "authenticate", .boolean, default: "`true`",
          "Whether who comes has to log on before there is a screen (network level authentication)."
        ),
      ]),
    places: [.appliance],
    example: """
      - remote-desktop: true
      """,
    shorthand: Shorthand(type: .boolean) { value in
      value.boolean().map { .remoteDesktop(RemoteDesktopStep(isLetIn: $0)) }
    }
  ) { map in
    let allow = map.required("allow").flatMap { $0.boolean() }
    let authenticate = map["authenticate"].map { $0.boolean() } ?? true
    guard let allow, let authenticate else { return nil }
    return .remoteDesktop(RemoteDesktopStep(isLetIn: allow, authenticates: authenticate))
  }

  /// The firewall of Windows.
  static let firewall = StepKind(
    "firewall",
    Shape(
      "Turns the firewall of Windows on or off, and opens ports in it at the first boot.",
      atLeastOne: ["enable", "disable", "open"],
      hints: [
        "ports": "ports that are let in are `open`", "allow": "what is let in is `open`",
        "on": "where it is on is `enable`", "off": "where it is off is `disable`",
      ],
      keys: [
        .optional(
          "enable", .list(.choice(FirewallProfile.allCases.map(\.rawValue))),
          "Kinds of networks for which it is on."),
        .optional(
          "disable", .list(.choice(FirewallProfile.allCases.map(\.rawValue))),
          "Kinds of networks for which it is off."),
        .optional(
          "open", .list(.line), "Ports that it lets in: `443`, `53/udp`, `6000-6010/tcp`."),
      ]),
    places: [.appliance],
    example: """
      - firewall: {disable: [domain], open: [22, 5986]}
      """,
    shorthand: Shorthand(type: .boolean) { value in
      value.boolean().map { isOn in
        let profiles = FirewallProfile.allCases.map { ($0, isOn) }
        return .firewall(FirewallStep(profiles: Dictionary(uniqueKeysWithValues: profiles)))
      }
    },
    read: readFirewall)

  @Sendable private static func readFirewall(_ map: MappingReader) -> StepAction? {
    let on = map["enable"].map { $0.profiles() } ?? []
    let off = map["disable"].map { $0.profiles() } ?? []
    let open = map["open"].map { $0.list(of: "a port") { $0.firewallPort() } } ?? []
    guard let on, let off, let open else { return nil }
    if on.isEmpty, off.isEmpty, open.isEmpty {
      map.fault("`firewall` does nothing", hint: "give `enable`, `disable` or `open`")
      return nil
    }
    if let both = Set(on).intersection(off).map(\.rawValue).min() {
      map.fault("the firewall cannot be both on and off for `\(both)`")
      return nil
    }
    var profiles: [FirewallProfile: Bool] = [:]
    for profile in on { profiles[profile] = true }
    for profile in off { profiles[profile] = false }
    return .firewall(FirewallStep(profiles: profiles, open: open))
  }

  /// A key that Windows is licensed by.
  static let productKey = StepKind(
    "product-key",
    Shape(
      "Has Windows install a product key at its first boot; until then it is on the disk.",
      keys: [
        .required("key", .line, "The key, best as `${secret.name}`, or one of Microsoft's for KMS.")
      ]),
    places: [.appliance],
    example: """
      - product-key: VDYBN-27WPP-V4HQT-9VMD4-VMK7H
      """,
    shorthand: Shorthand(type: .line) { productKey($0) }
  ) { map in
    map.required("key").flatMap(productKey)
  }

  @Sendable private static func productKey(_ value: ValueReader) -> StepAction? {
    guard let key = value.secretText() else { return nil }
    guard key.isReference || FirstBootPlan.isProductKey(key.text.value) else {
      // Not the value: somebody may have paid for it.
      value.fault("\(value.what) must be five groups of five letters and digits")
      return nil
    }
    return .productKey(ProductKeyStep(key))
  }
}

extension ValueReader {
  fileprivate func profiles() -> [FirewallProfile]? {
    list(of: "a network") { $0.choice(FirewallProfile.self)?.value }
  }

  fileprivate func firewallPort() -> FirewallPort? {
    line("a port such as `443`, `53/udp` or `6000-6010/tcp`") { FirewallPort($0) != nil }
      .flatMap { FirewallPort($0.value) }
  }
}
