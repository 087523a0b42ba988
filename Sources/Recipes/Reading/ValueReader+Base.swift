extension ValueReader {
  /// What the build starts from: a mapping with the key of one kind.
  func base() -> Located<BaseChoice>? {
    guard let map = mapping(.base), let found = BaseKind.only(in: map) else { return nil }
    return found.kind.read(found.value).map { Located($0, at: location) }
  }
}

extension Shape {
  /// What the build starts from.
  static let base = Shape(
    "What the build starts from: one of these kinds.",
    keys: BaseKind.keys)
}
