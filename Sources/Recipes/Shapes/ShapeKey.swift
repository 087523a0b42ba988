/// A key of a mapping in a recipe.
struct ShapeKey: Sendable {
  /// The key.
  let name: String
  /// What its value may be.
  let type: ValueType
  /// Whether it must be given.
  let isRequired: Bool
  /// What counts when it is left out, in words of the reference; nil where the summary says it.
  let fallback: String?
  /// What it says, in one sentence.
  let summary: String

  /// A key that must be given.
  static func required(_ name: String, _ type: ValueType, _ summary: String) -> ShapeKey {
    ShapeKey(name: name, type: type, isRequired: true, fallback: nil, summary: summary)
  }

  /// A key that may be left out.
  static func optional(
    _ name: String, _ type: ValueType, default fallback: String? = nil, _ summary: String
  ) -> ShapeKey {
    ShapeKey(name: name, type: type, isRequired: false, fallback: fallback, summary: summary)
  }
}
