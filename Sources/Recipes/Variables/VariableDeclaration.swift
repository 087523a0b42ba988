/// A variable as a recipe declares it.
struct VariableDeclaration: Sendable {
  /// The name: `[a-z][a-z0-9_]*`, so that it never means an upper-case variable of a shell.
  var name: Located<String>
  /// The type, given or that of the default.
  var type: VariableType
  /// The value unless something else gives one.
  var fallback: VariableValue?
  /// The only values that it may have; empty for any.
  var choices: [String]
}
