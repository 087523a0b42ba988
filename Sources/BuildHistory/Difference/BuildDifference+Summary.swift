import BuildFoundation

extension BuildDifference {
  /// The difference in one line: `+3 packages, 12 upgraded, image +40 MiB, build +11 min`.
  public var headline: String {
    let counts = PackageChange.Kind.allCases.map { kind in
      (kind, packages.filter { $0.kind == kind }.count)
    }.filter { $0.1 > 0 }
    let changes = counts.map { kind, count in
      switch kind {
      case .added: "+\(count) \(count == 1 ? "package" : "packages")"
      case .removed: "-\(count) \(count == 1 ? "package" : "packages")"
      case .upgraded: "\(count) upgraded"
      case .downgraded: "\(count) downgraded"
      }
    }
    return
      ((changes.isEmpty ? ["the same packages"] : changes) + [
        "image \(Self.signed(bytes: size) ?? "of the same size")",
        "build \(Self.signed(seconds: seconds) ?? "as long")",
      ]).joined(separator: ", ")
  }

  /// `+40 MiB`; nil for nothing.
  public static func signed(bytes: Int64) -> String? {
    guard bytes != 0 else { return nil }
    return (bytes > 0 ? "+" : "-") + "\(ByteCount(bytes: abs(bytes)))"
  }

  /// `+11 min`; nil for less than half a second.
  public static func signed(seconds: Double) -> String? {
    guard abs(seconds) >= 0.5 else { return nil }
    let whole = abs(seconds).rounded()
    return (seconds > 0 ? "+" : "-") + Duration.seconds(whole).inWords
  }
}
