/// What a cloud wants of the properties of its images.
public struct PropertyProfile: Sendable, Equatable {
  /// The name: of a built-in profile, or of the file without its extension.
  public var name: String
  /// What it is for.
  public var summary: String
  /// Properties without which an image is not stamped.
  public var required: [String]
  /// Properties that are missed with a notice.
  public var recommended: [String]
  /// Properties that are never stamped; `*` at the end stands for any rest.
  public var forbidden: [String]
  /// Properties that every image gets, with their values.
  public var fixed: [String: String]

  /// Makes a profile.
  public init(
    name: String, summary: String, required: [String] = [], recommended: [String] = [],
    forbidden: [String] = [], fixed: [String: String] = [:]
  ) {
    self.name = name
    self.summary = summary
    self.required = required
    self.recommended = recommended
    self.forbidden = forbidden
    self.fixed = fixed
  }

  /// Whether a property of that name is never stamped.
  public func forbids(_ name: String) -> Bool {
    guard !required.contains(name), !recommended.contains(name), fixed[name] == nil else {
      return false
    }
    return forbidden.contains { pattern in
      pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
    }
  }

  /// What it asks for.
  public var wanted: Set<String> { Set(required + recommended) }

  /// Required properties that neither these names nor a rule can give.
  public func underivable(beside declared: some Sequence<String>) -> [String] {
    let given = Set(declared).union(fixed.keys).union(PropertyRule.all.map(\.property))
    return required.filter { !given.contains($0) }
  }

  /// Declared properties that it does not let pass, each with a sentence, sorted by name.
  public func faults(
    of declared: [String: String]
  ) -> [(property: String, problem: String)] {
    declared.sorted { $0.key < $1.key }.compactMap { name, value in
      if forbids(name) {
        return (name, "\(name) is declared, and the profile \(self.name) forbids it")
      }
      guard let fixed = fixed[name], !Self.areSame(name, value, fixed) else { return nil }
      return (name, "\(name) is declared as \(value), and the profile \(self.name) has \(fixed)")
    }
  }

  /// Required properties that are not there, a sentence each.
  func missing(in properties: PropertySet) -> [String] {
    required.filter { properties[$0] == nil }.map { property in
      let rules = PropertyRule.rules(for: property)
      let hint = rules.isEmpty ? "declare it" : "nothing on the disk gives it: declare it"
      return "the profile \(name) requires \(property); \(hint)"
    }
  }

  private static func areSame(_ name: String, _ left: String, _ right: String) -> Bool {
    guard let definition = PropertyCatalogue.standard.find(name),
      let first = try? definition.value(of: left), let second = try? definition.value(of: right)
    else { return left == right }
    return first == second
  }
}
