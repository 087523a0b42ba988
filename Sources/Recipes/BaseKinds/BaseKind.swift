/// A kind of base: its key in a recipe, what may stand below it, and how that is read.
struct BaseKind: RecipeKind {
  typealias Shorthand = KindShorthand<BaseChoice>

  let name: String
  let shape: Shape
  let example: String
  let shorthand: Shorthand?
  let read: @Sendable (MappingReader) -> BaseChoice?

  init(
    _ name: String, _ shape: Shape, example: String, shorthand: Shorthand? = nil,
    read: @escaping @Sendable (MappingReader) -> BaseChoice?
  ) {
    self.name = name
    self.shape = shape
    self.example = example
    self.shorthand = shorthand
    self.read = read
  }

  /// All kinds, in the order in which they are documented: a new kind is a file beside this one and
  /// a line here.
  static let all: [BaseKind] = [
    .bootstrap, .image, .installer, .windows, .glance, .domain, .recipe,
  ]
}
