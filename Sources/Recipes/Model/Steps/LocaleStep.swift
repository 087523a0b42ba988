/// Sets the guest's language and character set.
public struct LocaleStep: Sendable, Hashable, Encodable {
  /// The locale's name: `de_DE.UTF-8`.
  public var name: Located<String>

  /// Makes the step.
  public init(_ name: Located<String>) {
    self.name = name
  }

  /// Whether `name` can be a locale's: whether the guest knows it, only the guest can tell.
  public static func isName(_ name: String) -> Bool {
    name.wholeMatch(of: /(C|POSIX|[a-z]{2,3}(_[A-Z]{2})?)(\.[A-Za-z0-9-]+)?(@[a-z]+)?/) != nil
  }
}

extension LocaleStep: StepDetails {
  var kind: String { "locale" }
  var summary: String { "locale: \(name.value)" }
}
