extension BaseKind {
  /// A distribution installed from its packages.
  static let bootstrap = BaseKind(
    "bootstrap",
    Shape(
      "A distribution installed from its own signed packages onto an empty disk.",
      keys: [
        .required(
          "distribution", .choice(BootstrapBase.Distribution.allCases.map(\.rawValue)),
          "The distribution."),
        .required("suite", .line, "The suite, such as `bookworm` or `noble`."),
        .optional(
          "architecture", .choice(BootstrapBase.Architecture.allCases.map(\.rawValue)),
          default: "the host's", "The architecture."),
        .optional("mirror", .url, default: "the host's default", "The package mirror."),
        .optional(
          "keyring", .file, default: "the keys that the host trusts",
          "OpenPGP keys that must have signed the package lists."),
        .optional("include", .list(.line), "Packages beside those that every image gets."),
      ]),
    example: """
      base:
        bootstrap: {distribution: debian, suite: bookworm}
      """
  ) { map in
    let distribution = map.required("distribution")?.choice(BootstrapBase.Distribution.self)
    let suite = map.required("suite")?.line("a suite's name such as bookworm") { name in
      name.unicodeScalars.first?.isASCIILowercase ?? false
        && name.unicodeScalars.allSatisfy {
          $0.isASCIILowercase || $0.isASCIIDigit || $0 == "-" || $0 == "."
        }
    }
    let architecture = map["architecture"].map { $0.choice(BootstrapBase.Architecture.self) }
    let mirror = map["mirror"].map { packageMirror($0) }
    let keyring = map["keyring"].map { $0.recipeFile(allowFolder: false) }
    let include = map["include"].map { $0.list(of: "a package", StepKind.packageName) } ?? []
    guard let distribution, let suite, let include, architecture != .some(nil),
      mirror != .some(nil), keyring != .some(nil)
    else { return nil }
    return .base(
      .bootstrap(
        BootstrapBase(
          distribution: distribution, suite: suite, architecture: architecture ?? nil,
          mirror: mirror ?? nil, keyring: keyring ?? nil, include: include)))
  }

  private static func packageMirror(_ value: ValueReader) -> Located<String>? {
    let url = value.url()
    if let url, url.value.split(separator: "/").dropFirst().first?.contains("@") ?? false {
      value.reading.warn(
        "the mirror's URL holds a user name or password", at: url.location,
        hint: "keep credentials in apt's auth.conf.d")
    }
    return url
  }
}

extension ValueReader {
  /// An http, https or file URL.
  func url() -> Located<String>? {
    let schemes = ["http://", "https://", "file:///"]
    return line("an http, https or file URL") { text in
      schemes.contains { text.hasPrefix($0) && text.count > $0.count }
        && !text.contains(where: \.isWhitespace)
    }
  }
}
