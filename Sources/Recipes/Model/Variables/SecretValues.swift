import BuildFoundation

/// The values of a recipe's secrets, for as long as a build needs them.
///
/// They reach guests and nothing else: what describes itself or is encoded never holds one.
public struct SecretValues: Sendable {
  /// No secrets.
  public static let none = SecretValues([:], key: "")

  private let values: [String: String]
  private let key: String

  /// Makes values by name; `key` is this host's own, so that nobody can guess a value from what is
  /// kept of it.
  public init(_ values: [String: String], key: String) {
    self.values = values
    self.key = key
  }

  /// The values themselves, to be hidden wherever they appear.
  public var hidden: [String] { values.values.filter { !$0.isEmpty } }

  /// `text` with the values of the secrets that it refers to as `${secret.NAME}`.
  public func expand(_ text: String) -> String {
    // One pass: what looks like a reference inside a value is none.
    text.replacing(#/\${secret\.([a-z0-9_]+)}/#) { match in
      values[String(match.output.1)] ?? String(match.output.0)
    }
  }

  /// The environment of a step that is given these secrets.
  public func environment(_ names: [Located<String>]) -> [String: String] {
    let wanted = Set(names.map(\.value))
    return values.filter { wanted.contains($0.key) }
  }

  /// What tells one set of values from another without giving them away, for the key of a step.
  ///
  /// The step is given `names`, or refers to secrets in `text`; nil when it uses none.
  public func fingerprint(names: [Located<String>], text: String) -> String? {
    let given = Set(names.map(\.value))
    let used = values.filter { given.contains($0.key) || text.contains("${secret.\($0.key)}") }
    guard !used.isEmpty else { return nil }
    let lines = used.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return Digest.authentication(of: lines.joined(separator: "\0"), key: key)
  }
}

extension SecretValues: CustomStringConvertible {
  /// The names, not the values.
  public var description: String { "secrets: " + values.keys.sorted().joined(separator: ", ") }
}

extension SecretValues: CustomReflectable {
  /// Nothing that a dump could show.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
