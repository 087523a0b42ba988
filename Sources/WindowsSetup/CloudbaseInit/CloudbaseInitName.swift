import BuildFoundation

/// A class of Cloudbase-Init's that people say by a short name.
///
/// Cloudbase-Init passes over a class that it does not find with a line in its log, or ends; so names
/// are held against those of version 1.1.9 here, where somebody reads what is wrong.
public protocol CloudbaseInitName: RawRepresentable<String>, CaseIterable, Sendable {
  /// What such a thing is called, for messages: "plugin".
  static var kind: String { get }
  /// The full name of the Python class.
  var className: String { get }
}

extension CloudbaseInitName {
  /// Finds what has a short name, or the full name of its class.
  ///
  /// - Throws: `BuildError` (`recipe`), with the nearest name as the hint.
  public init(named name: String) throws {
    if let found = Self(rawValue: name) ?? Self.allCases.first(where: { $0.className == name }) {
      self = found
      return
    }
    let names = Self.allCases.map(\.rawValue)
    let nearest = nearestName(to: name, in: names)
    throw BuildError(
      .recipe, "configuring Cloudbase-Init: it has no \(Self.kind) \"\(name)\"",
      hint: nearest.map { "did you mean \($0)?" }
        ?? "it has \(names.sorted().joined(separator: ", "))")
  }
}
