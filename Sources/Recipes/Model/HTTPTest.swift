/// Asks a web server in the image, and looks at its answer.
public struct HTTPTest: Sendable, Hashable, Encodable {
  /// The TCP port in the guest.
  public var port: Int
  /// The path and query, with a leading slash.
  public var path: String
  /// The status that the answer must have.
  public var status: Int
  /// Text that the answer's body must contain, where any is wanted.
  public var contains: String?

  /// Makes a test; the defaults are those of a recipe.
  public init(port: Int = 80, path: String = "/", status: Int = 200, contains: String? = nil) {
    self.port = port
    self.path = path
    self.status = status
    self.contains = contains
  }
}
