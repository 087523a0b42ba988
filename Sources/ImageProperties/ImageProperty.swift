/// One Glance image property and why the image has it.
public struct ImageProperty: Sendable, Codable, Equatable {
  /// The property's name, as Nova documents it.
  public var name: String
  /// The exact string that Glance gets.
  public var value: String
  /// The fact or the declaration behind it.
  public var reason: String

  /// Makes a property.
  public init(_ name: String, _ value: String, because reason: String) {
    self.name = name
    self.value = value
    self.reason = reason
  }
}
