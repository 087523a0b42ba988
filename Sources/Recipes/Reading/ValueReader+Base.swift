extension ValueReader {
  /// Readers of the kinds of base, by their key: a new kind is a line here and a function.
  private static let baseKinds: [(name: String, read: @Sendable (ValueReader) -> Base?)] = [
    ("bootstrap", { $0.bootstrap().map { .bootstrap($0) } })
  ]

  /// What the build starts from: a mapping with the key of one kind.
  func base() -> Located<Base>? {
    guard let map = mapping(keys: Self.baseKinds.map(\.name)),
      let kind = map.onlyKind(among: Self.baseKinds.map(\.name)),
      let read = Self.baseKinds.first(where: { $0.name == kind.name })?.read
    else { return nil }
    return read(kind.value).map { Located($0, at: location) }
  }

  private func bootstrap() -> BootstrapBase? {
    let keys = ["distribution", "suite", "architecture", "mirror", "include"]
    guard let map = mapping(keys: keys) else { return nil }
    let distribution = map.required("distribution")?.choice(BootstrapBase.Distribution.self)
    let suite = map.required("suite")?.line("a suite's name such as bookworm") { name in
      name.unicodeScalars.first?.isASCIILowercase ?? false
        && name.unicodeScalars.allSatisfy {
          $0.isASCIILowercase || $0.isASCIIDigit || $0 == "-" || $0 == "."
        }
    }
    let architecture = map["architecture"].map { $0.choice(BootstrapBase.Architecture.self) }
    let mirror = map["mirror"].map { $0.mirror() }
    let include = map["include"].map { $0.list(of: "a package", StepKind.packageName) } ?? []
    guard let distribution, let suite, let include, architecture != .some(nil),
      mirror != .some(nil)
    else { return nil }
    return BootstrapBase(
      distribution: distribution, suite: suite, architecture: architecture ?? nil,
      mirror: mirror ?? nil, include: include)
  }

  private func mirror() -> Located<String>? {
    let schemes = ["http://", "https://", "file:///"]
    let url = line("an http, https or file URL") { text in
      schemes.contains { text.hasPrefix($0) && text.count > $0.count }
        && !text.contains(where: \.isWhitespace)
    }
    if let url, url.value.split(separator: "/").dropFirst().first?.contains("@") ?? false {
      reading.warn(
        "the mirror's URL holds a user name or password", at: url.location,
        hint: "keep credentials in apt's auth.conf.d")
    }
    return url
  }
}
