/// The values of one key, found by name in any case, as Windows does.
public struct RegistryValues: Sendable, Hashable {
  private var values: [String: RegistryData]

  /// Values by their names; the name of a key's default value is empty.
  public init(_ values: [String: RegistryData]) {
    self.values = Dictionary(values.map { ($0.lowercased(), $1) }) { first, _ in first }
  }

  /// The value of that name; nil when there is none.
  public subscript(_ name: String) -> RegistryData? {
    get { values[name.lowercased()] }
    set { values[name.lowercased()] = newValue }
  }

  /// The names, in lower case, sorted.
  public var names: [String] { values.keys.sorted() }
}
