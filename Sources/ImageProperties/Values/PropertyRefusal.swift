/// Why a value is not taken.
public struct PropertyRefusal: Error, Sendable, Equatable {
  /// What the value had to be, completing "it must be …".
  public let wanted: String
  /// The value that was most likely meant.
  public let nearest: String?
}
