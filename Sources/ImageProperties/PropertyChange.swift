/// What became of one property between two stamps.
public struct PropertyChange: Sendable, Equatable {
  /// The property's name.
  public let name: String
  /// What it was; nil for a new one.
  public let old: ImageProperty?
  /// What it is; nil for one that is gone.
  public let new: ImageProperty?

  /// All changes of values, sorted by name.
  public static func all(from old: PropertySet, to new: PropertySet) -> [PropertyChange] {
    let names = Set(old.sorted.map(\.name)).union(new.sorted.map(\.name)).sorted()
    return names.compactMap { name in
      old.value(name) == new.value(name)
        ? nil : PropertyChange(name: name, old: old[name], new: new[name])
    }
  }
}
