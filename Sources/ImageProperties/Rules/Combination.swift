/// A rule among the properties of one image, whatever is on its disk.
public struct Combination: Sendable {
  /// What comes of breaking it.
  public enum Consequence: Sendable {
    /// Nova or libvirt refuse the guest, or start it without what was asked for.
    case error
    /// Nova takes the property, and does nothing.
    case ignored
  }

  /// The property that has no effect, or the wrong one.
  public let property: String
  /// What comes of it.
  public let consequence: Consequence
  /// Whether to say it before the disk is known, although what it misses may still be derived.
  let isSaidEarly: Bool
  /// Where OpenStack's code says so.
  public let source: String
  private let find: @Sendable (PropertyView) -> String?

  init(
    _ property: String, _ consequence: Consequence, isSaidEarly: Bool = false, source: String,
    _ find: @escaping @Sendable (PropertyView) -> String?
  ) {
    self.property = property
    self.consequence = consequence
    self.isSaidEarly = isSaidEarly
    self.source = source
    self.find = find
  }

  /// What is wrong, as a sentence; nil where nothing is, or where the property is not there.
  func problem(in view: PropertyView) -> String? {
    view[property] == nil ? nil : find(view)
  }

  /// What is to be said of declared properties before the disk is known, with their names.
  public static func remarks(
    on declared: [String: String]
  ) -> [(property: String, remark: PropertyRemark)] {
    let best = PropertyView(declared: declared, expectsWorst: false)
    let worst = PropertyView(declared: declared, expectsWorst: true)
    return all.compactMap { combination in
      if let problem = combination.problem(in: best) {
        let remark: PropertyRemark =
          combination.consequence == .error
          ? .error(.value, problem, hint: nil) : .warning(.value, problem)
        return (combination.property, remark)
      }
      guard combination.isSaidEarly, let problem = combination.problem(in: worst) else {
        return nil
      }
      return (combination.property, .warning(.value, problem))
    }
  }
}
