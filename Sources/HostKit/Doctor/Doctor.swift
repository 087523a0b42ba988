/// Runs checks of this host; none of them stops the others.
public struct Doctor: Sendable {
  private let checks: [HostCheckRunner]

  /// Makes a doctor for these checks, in the order of their rows.
  public init(checks: [HostCheckRunner]) {
    self.checks = checks
  }

  /// Runs all checks at once.
  ///
  /// `onCheck` gets each row as soon as it and all before it are known.
  public func run(onCheck: @Sendable (HostCheck) -> Void = { _ in }) async -> Diagnosis {
    await withTaskGroup(of: (Int, HostCheck).self) { group in
      for (index, check) in checks.enumerated() {
        group.addTask { (index, await check.run()) }
      }
      var early: [Int: HostCheck] = [:]
      var rows: [HostCheck] = []
      for await (index, row) in group {
        early[index] = row
        while let next = early.removeValue(forKey: rows.count) {
          rows.append(next)
          onCheck(next)
        }
      }
      return Diagnosis(checks: rows)
    }
  }
}
