/// Numbers of processors, as Nova reads them (nova/virt/hardware.py, `parse_cpu_spec`).
enum ProcessorSet {
  /// Numbers of one range: Nova has no limit and would fill its memory, and no guest has as many.
  private static let limit = 65_536

  /// The numbers of `0-3,^2` in decimal digits, sorted; nil where Nova raises an error.
  static func numbers(in text: String) -> [String]? {
    var taken: Set<String> = []
    var left: Set<String> = []
    for part in text.split(separator: ",") {
      let rule = PythonText.stripped(String(part))
      guard !rule.isEmpty else { continue }
      let isException = rule.hasPrefix("^")
      let body = isException ? String(rule.dropFirst()) : rule
      guard let numbers = range(body) else { return nil }
      if isException { left.formUnion(numbers) } else { taken.formUnion(numbers) }
    }
    // None is negative: `-` is what a range has in its middle.
    return taken.subtracting(left).sorted { ($0.count, $0) < ($1.count, $1) }
  }

  /// A number, however large, or all from one to another.
  private static func range(_ text: String) -> [String]? {
    let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      .map { PythonText.integer(PythonText.stripped(String($0))) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil else { return nil }
    if first == last { return [first] }
    guard let lower = Int(first), let upper = Int(last), lower < upper, upper - lower < limit else {
      return nil
    }
    return (lower...upper).map(String.init)
  }
}
