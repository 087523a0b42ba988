/// Conditions on a version, as oslo.utils reads them (`versionutils.VersionPredicate`).
enum VersionPredicate {
  private static let operators = ["<=", ">=", "!=", "==", "<", ">"]

  /// Whether every part between commas is an operator and a version of PEP 440.
  static func isValid(_ text: String) -> Bool {
    text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { part in
      let condition = PythonText.stripped(String(part))
      guard let sign = operators.first(where: { condition.hasPrefix($0) }) else { return false }
      return isVersion(PythonText.stripped(String(condition.dropFirst(sign.count))))
    }
  }

  /// Whether a text is a version of PEP 440, as the package `packaging` reads it.
  private static func isVersion(_ text: String) -> Bool {
    guard text.utf8.allSatisfy({ $0 < 128 }) else { return false }
    let version =
      #/
      v?
      (?:\d+!)?\d+(?:\.\d+)*
      (?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?\d*)?
      (?:-\d+|[-_.]?(?:post|rev|r)[-_.]?\d*)?
      (?:[-_.]?dev[-_.]?\d*)?
      (?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?
      /#
    return text.wholeMatch(of: version.ignoresCase()) != nil
  }
}
