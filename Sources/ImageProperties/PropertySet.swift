/// The properties of one image, by name, each once.
public struct PropertySet: Sendable, Equatable {
  private var byName: [String: ImageProperty] = [:]

  /// Attributes that Glance keeps as integers beside the properties, and Nova enforces.
  public static let integerNames: Set<String> = ["min_disk", "min_ram"]

  /// Makes an empty set.
  public init() {}

  /// Makes a set; a later property replaces an earlier one of the same name.
  public init(_ properties: some Sequence<ImageProperty>) {
    for property in properties { set(property) }
  }

  /// Adds or replaces a property.
  public mutating func set(_ property: ImageProperty) {
    byName[property.name] = property
  }

  /// The property called `name`.
  public subscript(name: String) -> ImageProperty? { byName[name] }

  /// The value of the property called `name`.
  public func value(_ name: String) -> String? { byName[name]?.value }

  /// All properties, sorted by name.
  public var sorted: [ImageProperty] {
    byName.values.sorted { $0.name < $1.name }
  }
}
