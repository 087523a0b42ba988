/// A kind of step: its key in a recipe, and how its value is read.
struct StepKind: Sendable {
  /// The key.
  let name: String
  /// Reads the value below the key; nil when it reported a fault.
  let read: @Sendable (ValueReader) -> StepAction?

  init(_ name: String, read: @escaping @Sendable (ValueReader) -> StepAction?) {
    self.name = name
    self.read = read
  }

  /// All kinds, in the order that messages list them: a new kind is a file beside this one and a
  /// line here.
  static let all: [StepKind] = [.packages, .copy, .write, .run, .services]
}
