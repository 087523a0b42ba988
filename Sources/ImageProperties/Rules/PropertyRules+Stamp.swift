import BuildFoundation

extension PropertyRules {
  /// The properties to stamp: what the facts prove, with what recipe and profile say merged in.
  ///
  /// A declared value may add to what was found, or raise a minimum. Throws a `recipe` error that
  /// names both sides of every contradiction that the request does not allow.
  public func stamp(_ request: StampRequest) throws -> StampedProperties {
    let catalogue = PropertyCatalogue.standard
    let profile = request.profile
    let byHand = Set(request.byHand.map { catalogue.stampedName(of: $0) })
    var claims = Dictionary(
      request.declared.map { (catalogue.stampedName(of: $0.key), $0.value) }
    ) { first, _ in first }
    var faults = Self.refused(request.declared) + profile.faults(of: claims).map(\.problem)
    claims.merge(profile.fixed) { declared, _ in declared }
    for (name, text) in claims { claims[name] = catalogue.stampedText(of: name, text) }
    let context = RuleContext(
      facts, declared: claims, wanted: profile.wanted, built: request.built)
    let derived = PropertySet(derivations(in: context).map(\.property))
    var all = derived
    for (name, value) in claims {
      let isFixed = request.declared[name] == nil && profile.fixed[name] != nil
      all.set(
        ImageProperty(
          name, value,
          because: isFixed
            ? "the profile \(profile.name) has it"
            : "declared \(byHand.contains(name) ? "by hand" : "in the recipe")"))
    }
    var stamped = StampedProperties(properties: all, hardware: all)
    stamped.drop { profile.forbids($0) || request.omitted.contains($0) }
    for var mismatch in mismatches(claims, derived, all) {
      mismatch.reason = request.allowed[mismatch.property]
      if mismatch.reason == nil { faults.append(mismatch.problem) } else { stamped.allow(mismatch) }
    }
    faults += profile.missing(in: stamped.properties)
    guard faults.isEmpty else { throw Self.failure(faults, of: request) }
    stamped.warnings += warnings(stamped, request)
    return stamped
  }

  /// What no reader would take; recipes have been told already.
  private static func refused(_ declared: [String: String]) -> [String] {
    declared.sorted { $0.key < $1.key }.flatMap { name, text in
      PropertyCatalogue.standard.remarks(on: name, text).filter { $0.severity == .error }.map {
        [$0.message, $0.hint].compactMap(\.self).joined(separator: ": ")
      }
    }
  }

  private func mismatches(
    _ claims: [String: String], _ derived: PropertySet, _ all: PropertySet
  ) -> [PropertyMismatch] {
    let refuted = Contradiction.all.compactMap { rule -> PropertyMismatch? in
      guard let value = claims[rule.property] else { return nil }
      let claim = Contradiction.Claim(value: value, facts: facts, derived: derived)
      return rule.problem(with: claim).map {
        PropertyMismatch(property: rule.property, problem: $0)
      }
    }
    let view = PropertyView(all)
    let refused = Combination.all.filter { $0.consequence == .error }.compactMap { rule in
      rule.problem(in: view).map { PropertyMismatch(property: rule.property, problem: $0) }
    }
    return (refuted + refused).sorted { $0.property < $1.property }
  }

  private func warnings(_ stamped: StampedProperties, _ request: StampRequest) -> [String] {
    let view = PropertyView(stamped.hardware)
    var warnings = Combination.all.filter { $0.consequence == .ignored }.compactMap {
      $0.problem(in: view)
    }
    if let boot = view["os_secure_boot"], boot != "disabled", facts.secureBootObstacles == nil {
      warnings.append(
        "`os_secure_boot=\(boot)`: nothing is known of a signature of the EFI boot loader: is "
          + "sbverify (package sbsigntool) on this host?")
    }
    let needless = Set(request.allowed.keys).subtracting(stamped.mismatches.map(\.property))
    warnings += needless.sorted().map {
      "`allow-mismatch` names `\($0)`, which nothing contradicts: it can go"
    }
    let absent = request.profile.recommended.filter { stamped.properties[$0] == nil }
    if !absent.isEmpty {
      warnings.append(
        "the profile \(request.profile.name) also recommends \(absent.joined(separator: ", "))")
    }
    return warnings
  }

  private static func failure(_ faults: [String], of request: StampRequest) -> BuildError {
    BuildError(
      .recipe, "stamping the image: the declared properties contradict the disk or the profile",
      hint: request.byHand.isEmpty
        ? "change the recipe, or say why it is right: `allow-mismatch: {PROPERTY: the reason}`"
        : "change what is set, or say why it is right: --allow PROPERTY=REASON",
      output: faults)
  }
}

extension StampedProperties {
  /// Leaves out what a profile does not want.
  fileprivate mutating func drop(_ isForbidden: (String) -> Bool) {
    properties = PropertySet(properties.sorted.filter { !isForbidden($0.name) })
  }

  /// Takes a property against what was found.
  fileprivate mutating func allow(_ mismatch: PropertyMismatch) {
    let reason = mismatch.reason ?? ""
    mismatches.append(mismatch)
    warnings.append("\(mismatch.problem); allowed: \(reason)")
    let name = mismatch.property
    if let value = properties.value(name) {
      properties.set(
        ImageProperty(
          name, value, because: "declared against what was found: \(reason)"))
    }
  }
}

extension PropertyCatalogue {
  /// The text to stamp for a value: a choice in the letters that are compared, a number in digits.
  ///
  /// `08` and `+8` would be no numbers in JSON, and Nova's driver does not know `Windows`.
  public func stampedText(of name: String, _ text: String) -> String {
    guard let definition = find(name), [.choice, .integer].contains(definition.type),
      let value = try? definition.value(of: text)
    else { return text }
    return value.text ?? text
  }
}
