import BuildFoundation
import ImageProperties

/// Looks at the properties of a whole recipe: what does not go together, and what its profile wants.
struct PropertyCheck {
  let reading: RecipeReading

  func check(_ recipe: Recipe) {
    let declared = recipe.properties.mapValues(\.value)
    var values = declared.merging(recipe.profile?.value.fixed ?? [:]) { own, _ in own }
    for (name, text) in values {
      values[name] = PropertyCatalogue.standard.stampedText(of: name, text)
    }
    for (property, remark) in Combination.remarks(on: values) {
      let location = recipe.properties[property]?.location ?? recipe.profile?.location
      guard let location else { continue }
      reading.add(
        recipe.allowedMismatches[property] == nil ? remark : remark.asWarning, at: location)
    }
    checkNodes(recipe)
    checkReasons(recipe)
    if let profile = recipe.profile { check(profile, recipe.properties) }
  }

  /// Nova counts NUMA nodes from 0, and stops at the first that is missing.
  private func checkNodes(_ recipe: Recipe) {
    for family in ["hw_numa_cpus.", "hw_numa_mem."] {
      let given = Set(
        recipe.properties.keys.filter { $0.hasPrefix(family) }
          .compactMap { Int($0.dropFirst(family.count)) })
      guard let missing = (0...given.count).first(where: { !given.contains($0) }) else { continue }
      for node in given.sorted() where node > missing {
        guard let value = recipe.properties["\(family)\(node)"] else { continue }
        reading.warn(
          "`\(family)\(node)` is not read: there is no `\(family)\(missing)`", at: value.location)
      }
    }
  }

  private func checkReasons(_ recipe: Recipe) {
    for (name, reason) in recipe.allowedMismatches.sorted(by: { $0.key < $1.key })
    where recipe.properties[name] == nil && recipe.profile?.value.fixed[name] == nil {
      reading.warn(
        "`\(name)` is not declared, so it contradicts nothing", at: reason.location,
        hint: "declare it under `properties`, or leave it out here")
    }
  }

  private func check(
    _ profile: Located<PropertyProfile>, _ declared: [String: Located<String>]
  ) {
    for fault in profile.value.faults(of: declared.mapValues(\.value)) {
      reading.fault(fault.problem, at: declared[fault.property]?.location ?? profile.location)
    }
    let missing = profile.value.underivable(beside: declared.keys)
    guard !missing.isEmpty else { return }
    reading.fault(
      "the profile \(profile.value.name) requires \(missing.joined(separator: ", "))",
      at: profile.location,
      hint: "declare \(missing.count == 1 ? "it" : "them") under `properties`; "
        + "`imgbuild properties explain NAME` says what they are")
  }
}
