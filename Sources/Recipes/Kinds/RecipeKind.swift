/// A kind of something in a recipe: its key, what may stand below it, and how that is read.
protocol RecipeKind: Sendable {
  /// What a value of the kind means.
  associatedtype Meaning

  /// The key.
  var name: String { get }
  /// What may stand below the key.
  var shape: Shape { get }
  /// A value of the kind, as it stands in a recipe, for the reference.
  var example: String { get }
  /// The short form; nil where there is none.
  var shorthand: KindShorthand<Meaning>? { get }
  /// Reads the mapping below the key; nil when it reported a fault.
  var read: @Sendable (MappingReader) -> Meaning? { get }

  /// All kinds, in the order in which they are documented.
  static var all: [Self] { get }
}

extension RecipeKind {
  /// Reads the value below the key, in its short form or its long one.
  func read(_ value: ValueReader) -> Meaning? {
    if let shorthand, !value.isMapping { return shorthand.read(value) }
    return value.mapping(shape).flatMap { read($0) }
  }

  /// The names of all kinds.
  static var names: [String] { all.map(\.name) }

  /// The keys of all kinds, for a mapping that has one of them.
  static var keys: [ShapeKey] {
    all.map { kind in
      let long = ValueType.mapping(kind.shape)
      let type = kind.shorthand.map { .either([long, $0.type]) } ?? long
      return .optional(kind.name, type, kind.shape.summary)
    }
  }

  /// The one kind whose key a mapping has, and its value; reports when there is none, or a second.
  static func only(in map: MappingReader) -> (kind: Self, value: ValueReader)? {
    guard let found = map.onlyKind(among: names),
      let kind = all.first(where: { $0.name == found.name })
    else { return nil }
    return (kind, found.value)
  }
}
