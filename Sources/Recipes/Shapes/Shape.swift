/// The keys of a mapping in a recipe: the one source of what readers accept, and of what the schema
/// and the reference say.
struct Shape: Sendable {
  /// What the mapping is for, in one sentence.
  let summary: String
  /// The keys, in the order in which they are documented.
  let keys: [ShapeKey]
  /// Keys of which exactly one must be given.
  let exactlyOne: [String]
  /// Keys of which one must be given, or more.
  let atLeastOne: [String]
  /// What to say of keys that users of other tools, or of another place, may expect here.
  let hints: [String: String]

  init(
    _ summary: String, exactlyOne: [String] = [], atLeastOne: [String] = [],
    hints: [String: String] = [:], keys: [ShapeKey]
  ) {
    self.summary = summary
    self.keys = keys
    self.exactlyOne = exactlyOne
    self.atLeastOne = atLeastOne
    self.hints = hints
  }

  /// The shape, saying of `names` that they stand beside the key `kind`.
  func pointing(_ names: [String], beside kind: String) -> Shape {
    let moved = names.filter { !self.names.contains($0) }
      .map { ($0, "`\($0)` stands beside `\(kind)`, not below it") }
    return Shape(
      summary, exactlyOne: exactlyOne, atLeastOne: atLeastOne,
      hints: hints.merging(moved) { first, _ in first }, keys: keys)
  }

  /// The keys' names.
  var names: [String] { keys.map(\.name) }

  /// The keys that must be given.
  var required: [String] { keys.filter(\.isRequired).map(\.name) }
}
