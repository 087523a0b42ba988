import BuildFoundation
import Foundation

extension PropertyDefinition {
  /// oslo.utils' words for yes (`strutils.TRUE_STRINGS`).
  static let trueWords = ["1", "t", "true", "on", "y", "yes"]
  /// oslo.utils' words for no.
  static let falseWords = ["0", "f", "false", "off", "n", "no"]

  /// The value that a text is for whoever reads the property.
  ///
  /// Throws where the text is refused; a lenient reader's complaint is thrown all the same.
  public func value(of text: String) throws(PropertyRefusal) -> PropertyValue {
    switch type {
    case .boolean: return .boolean(Self.isTrue(text))
    case .choice: return .text(try choice(text))
    case .integer: return .integer(try integer(text))
    case .text, .identifier: return .text(text)
    case .version:
      guard VersionPredicate.isValid(text) else { throw refusal("versions such as >=7.2,<10") }
      return .text(text)
    case .mappings: return .list(try mappings(text))
    case .cpus:
      guard let numbers = ProcessorSet.numbers(in: text) else {
        throw refusal("processors such as 0-3,^2")
      }
      return .numbers(numbers)
    case .flag:
      guard let flag = Bool(text) else { throw refusal("true or false") }
      return .boolean(flag)
    case .names: throw refusal("a list")
    }
  }

  /// A boolean as oslo.utils reads it: what is no word for yes is a no.
  static func isTrue(_ text: String) -> Bool { isOne(text, of: trueWords) }

  /// Whether a text is a word for yes or for no; Nova takes all else for a no, without an error.
  static func isBoolean(_ text: String) -> Bool { isOne(text, of: trueWords + falseWords) }

  private static func isOne(_ text: String, of words: [String]) -> Bool {
    let word = PythonText.stripped(text).lowercased()
    return words.contains { PythonText.areSame($0, word) }
  }

  private func choice(_ text: String) throws(PropertyRefusal) -> String {
    let word = anyCase ? text.lowercased() : text
    if let value = values.first(where: { PythonText.areSame($0, word) }) { return value }
    if let meant = synonyms.first(where: { PythonText.areSame($0.key, word) }) {
      return meant.value
    }
    let nearest = nearestName(to: text, in: values + synonyms.keys.sorted())
    throw refusal(Self.alternatives(values), nearest: nearest.map { synonyms[$0] ?? $0 })
  }

  private func integer(_ text: String) throws(PropertyRefusal) -> String {
    guard let digits = PythonText.integer(text) else { throw refusal("a whole number") }
    // Glance checks its own numbers; Nova takes any.
    if let minimum, novaField == nil, let number = Int(digits), number < minimum {
      throw refusal("a whole number from \(minimum)")
    }
    return digits
  }

  /// A JSON list of objects; values become texts, as oslo.versionedobjects makes them.
  private func mappings(_ text: String) throws(PropertyRefusal) -> [PropertyValue] {
    let json = Data(text.utf8)
    guard let list = try? JSONDecoder().decode([[String: JSONScalar]].self, from: json) else {
      throw refusal("a JSON list of objects whose values are texts")
    }
    return list.map { .mapping($0.mapValues(\.text)) }
  }

  private func refusal(_ wanted: String, nearest: String? = nil) -> PropertyRefusal {
    PropertyRefusal(wanted: wanted, nearest: nearest)
  }

  /// `a`, `b` or `c`.
  static func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
