/// A place where Glance keeps data.
public struct ImageStore: Sendable, Hashable, Identifiable {
  /// The identifier.
  public let id: String
  /// Whether data go there when nobody says where to.
  public let isDefault: Bool

  init?(_ document: JSONValue) {
    guard let id = document["id"].text else { return nil }
    self.id = id
    isDefault = document["default"].flag ?? (document["default"].text == "true")
  }
}
