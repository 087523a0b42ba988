/// What became of a named value, such as a property, between two images.
public struct ValueChange: Sendable, Codable, Equatable {
  /// The value's name.
  public var name: String
  /// What it was; nil when there was none.
  public var old: String?
  /// What it is; nil when there is none.
  public var new: String?

  /// The values that are not the same, by name.
  static func changes(
    from old: [String: String], to new: [String: String]
  ) -> [ValueChange] {
    Set(old.keys).union(new.keys).sorted().compactMap { name in
      old[name] == new[name] ? nil : ValueChange(name: name, old: old[name], new: new[name])
    }
  }
}
