/// The names that texts of a recipe may refer to, with their values.
struct VariableScope: Sendable {
  /// Variables and axes of the matrix.
  var values: [String: VariableValue] = [:]
  /// The names of secrets, whose values are not known while a recipe is read.
  var secrets: Set<String> = []

  /// What may stand between `${` and `}`.
  var names: [String] { values.keys.sorted() + secrets.sorted().map { "secret.\($0)" } }
}
