import BuildFoundation

extension ValueReader {
  /// A condition, decided as far as the variables decide it.
  func condition() -> ConditionOutcome? {
    guard let text = rawText()?.value else { return nil }
    let expression: ConditionExpression
    do throws(ConditionParser.Fault) {
      expression = try ConditionParser.parse(text)
    } catch {
      fault(
        "\(what) is no condition: \(error.message)",
        hint: "such as: suite == 'noble' and os.version >= 24.04")
      return nil
    }
    guard checkNames(of: expression) else { return nil }
    let resolved = expression.resolved { name in
      reading.scope.values[name]?.condition
    }
    guard let value = resolved.value else { return .depends(Condition(resolved)) }
    return value.isTrue ? .always : .never
  }

  private func checkNames(of expression: ConditionExpression) -> Bool {
    var areKnown = true
    let facts = GuestFact.allCases.map(\.rawValue)
    for name in expression.names where !facts.contains(name) {
      if reading.scope.values[name] != nil {
        reading.used.insert(name)
        continue
      }
      areKnown = false
      let near = nearestName(to: name, in: reading.scope.values.keys.sorted() + facts)
      fault(
        "there is no variable or fact `\(shortened(name))`",
        hint: near.map { "did you mean `\($0)`?" } ?? "a text stands in quotes: '\(name)'")
    }
    return areKnown
  }
}
