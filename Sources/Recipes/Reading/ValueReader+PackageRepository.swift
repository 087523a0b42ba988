extension ValueReader {
  /// Package repositories with names of their own.
  func packageRepositories() -> [PackageRepository]? {
    guard let found = list(of: "a repository", { $0.packageRepository() }) else { return nil }
    var names: Set<String> = []
    for repository in found where !names.insert(repository.name.value).inserted {
      reading.fault(
        "there are two repositories `\(repository.name.value)`", at: repository.name.location)
    }
    return names.count == found.count ? found : nil
  }

  private func packageRepository() -> PackageRepository? {
    guard let map = mapping(.packageRepository) else { return nil }
    let name = map.required("name")?.line(
      "a name of letters, digits, `.`, `_` and `-`, the first a letter or digit", Self.isFileName)
    let url = map.required("url")?.url()
    let suite = map["suite"].map { $0.line("a suite or a path such as `./`", Self.isSuite) }
    let components = map["components"].map { $0.list(of: "a component", Self.component) } ?? []
    let key = map["key"].map { $0.recipeFile(allowFolder: false) }
    let trusted = map["trusted"].map { $0.boolean() } ?? false
    guard let name, let url, suite != .some(nil), let components, key != .some(nil), let trusted
    else { return nil }
    if let place = map["trusted"], trusted, key != nil {
      place.fault(
        "a repository has a `key` or is `trusted`, not both",
        hint: "with its key its packages are checked: leave `trusted` out")
      return nil
    }
    if url.value.split(separator: "/").dropFirst().first?.contains("@") ?? false {
      reading.warn(
        "the repository's URL holds a user name or password, which stays in the image",
        at: url.location, hint: "write credentials to apt's auth.conf.d, and remove them at the end"
      )
    }
    return PackageRepository(
      name: name, url: url, suite: suite ?? nil, components: components, key: key ?? nil,
      trusted: trusted)
  }

  /// What apt takes for a file of sources; dnf and zypper take it for a repository's name.
  private static func isFileName(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first.isASCIIAlphanumeric else { return false }
    return name.utf8.count <= 64
      && name.unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric || "._-".contains($0) }
  }

  private static func isSuite(_ name: String) -> Bool {
    name.first != "-"
      && name.unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric || "._-+~/".contains($0) }
  }

  private static func component(_ value: ValueReader) -> Located<String>? {
    value.line("a component of a suite", isSuite)
  }
}

extension Shape {
  /// A package repository.
  static let packageRepository = Shape(
    "A package repository.",
    keys: [
      .required("name", .line, "Names the repository, and its files in the guest."),
      .required("url", .url, "Where it is, as the guest's package manager takes it."),
      .optional("suite", .line, "The suite, for apt; `./` for a repository without suites."),
      .optional("components", .list(.line), default: "`main`", "The suite's components, for apt."),
      .optional(
        "key", .file, default: "a key that the guest has already",
        "The public key that signs it: OpenPGP, armoured or not, or apk's `.rsa.pub`."),
      .optional(
        "trusted", .boolean, default: "`false`",
        "Whether to install its packages without looking at signatures."),
    ])
}
