public import SystemPackage

/// Values for a recipe's variables from outside it; of several for one variable, the first of these
/// counts: assignment, file, environment.
public struct VariableInputs: Sendable {
  /// What the names of environment variables begin with that give values.
  public static let environmentPrefix = "IMGBUILD_VAR_"

  /// `name=value` as on the command line; a later one replaces an earlier one.
  public var assignments: [String]
  /// YAML files with a mapping of names to values; a later one replaces an earlier one.
  public var files: [FilePath]
  /// The environment, of which only names with the prefix count.
  public var environment: [String: String]

  /// Makes inputs.
  public init(
    assignments: [String] = [], files: [FilePath] = [], environment: [String: String] = [:]
  ) {
    self.assignments = assignments
    self.files = files
    self.environment = environment
  }
}
