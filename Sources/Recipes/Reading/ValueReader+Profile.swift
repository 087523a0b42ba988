import BuildFoundation
import ImageProperties
import SystemPackage

extension ValueReader {
  /// A profile: the name of one that comes with imgbuild, or a file beside the recipe.
  func profile() -> PropertyProfile? {
    guard let line = line() else { return nil }
    if let known = PropertyProfile.builtIn.first(where: { $0.name == line.value }) { return known }
    guard line.value.contains(".") || line.value.contains("/") else {
      let names = PropertyProfile.builtIn.map(\.name)
      let near = nearestName(to: line.value, in: names).map { "did you mean `\($0)`?" }
      fault(
        "there is no profile `\(shortened(line.value))`",
        hint: near ?? "profiles: \(names.joined(separator: ", ")), or a file beside the recipe")
      return nil
    }
    return recipeFile(allowFolder: false).flatMap { reading.profile(at: $0.path) }
  }

  fileprivate func profile(named name: String) -> PropertyProfile? {
    guard let map = mapping(.profile) else { return nil }
    let description = map["description"].map { $0.line()?.value }
    let base = map["extends"].map { $0.builtInProfile() } ?? PropertyProfile.openStack
    let required = map["required"].map { $0.list(of: "a property") { $0.knownName() } } ?? []
    let recommended = map["recommended"].map { $0.list(of: "a property") { $0.knownName() } } ?? []
    let forbidden = map["forbidden"].map { $0.list(of: "a property") { $0.namePattern() } } ?? []
    let fixed = map["fixed"].map { $0.properties() } ?? [:]
    guard let base, let required, let recommended, let forbidden, let fixed else { return nil }
    return PropertyProfile(
      name: name, summary: (description ?? nil) ?? base.summary,
      required: Self.union(base.required, required),
      recommended: Self.union(base.recommended, recommended),
      forbidden: Self.union(base.forbidden, forbidden),
      fixed: base.fixed.merging(fixed.mapValues(\.value)) { $1 })
  }

  private func builtInProfile() -> PropertyProfile? {
    guard let line = line() else { return nil }
    let known = PropertyProfile.builtIn
    if let found = known.first(where: { $0.name == line.value }) { return found }
    let names = known.map { "`\($0.name)`" }.joined(separator: " or ")
    let near = nearestName(to: line.value, in: known.map(\.name))
    fault(
      "`extends` must be \(names), not `\(shortened(line.value))`",
      hint: near.map { "did you mean `\($0)`?" })
    return nil
  }

  /// A property's name; of those of OpenStack's services, one that is read.
  private func knownName() -> String? {
    guard let line = line() else { return nil }
    let catalogue = PropertyCatalogue.standard
    // Any value will do: only what is said of the name counts.
    let remarks = catalogue.remarks(on: line.value, "")
    if let remark = remarks.first(where: { $0.subject == .name && $0.severity == .error }) {
      reading.add(remark, at: line.location)
      return nil
    }
    return catalogue.stampedName(of: line.value)
  }

  /// A name, or the beginning of names and `*`.
  private func namePattern() -> String? {
    guard let line = line() else { return nil }
    return line.value.hasSuffix("*") ? line.value : knownName()
  }

  private static func union(_ first: [String], _ second: [String]) -> [String] {
    first + second.filter { !first.contains($0) }
  }
}

extension RecipeReading {
  /// The profile in a file, which is called as the file is.
  func profile(at path: FilePath) -> PropertyProfile? {
    document(at: path).flatMap { root in
      ValueReader(root, what: "the profile", self)
        .profile(named: path.lastComponent?.stem ?? path.string)
    }
  }
}

extension Shape {
  /// A file with what a cloud wants of its images.
  static let profile = Shape(
    "A profile: what a cloud wants of the properties of its images.",
    keys: [
      .optional("description", .line, "What it is for."),
      .optional(
        "extends", .choice(PropertyProfile.builtIn.map(\.name)), default: "`openstack`",
        "A profile of imgbuild that it adds to."),
      .optional("required", .list(.line), "Properties without which no image is stamped."),
      .optional(
        "recommended", .list(.line), "Properties that are missed with a notice."),
      .optional(
        "forbidden", .list(.line),
        "Properties that are left out, and cannot be declared; `*` at the end stands for any rest."),
      .optional(
        "fixed", .dictionary(key: "property names", .line),
        "Properties that every image gets, with their values."),
    ])
}
