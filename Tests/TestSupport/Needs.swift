public import Testing

extension Trait where Self == ConditionTrait {
  /// Skips the test where a tool is missing, and says which.
  ///
  /// In CI the test runs all the same: there everything has to be, and it fails by itself.
  public static func needs(_ tools: String...) -> Self {
    needs(all: tools, found: HostTools.has)
  }

  /// Skips the test where a file or folder is missing or may not be read; in CI it runs.
  public static func needsFile(_ paths: String...) -> Self {
    needs(all: paths, found: HostTools.canRead)
  }

  static func needs(all names: [String], found: @Sendable (String) -> Bool) -> Self {
    let missing = names.filter { !found($0) }
    let reason = missing.joined(separator: ", ")
    return .enabled(if: missing.isEmpty || HostTools.isCI, "needs \(reason); run scripts/test")
  }
}
