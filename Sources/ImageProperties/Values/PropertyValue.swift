/// A property's value as Nova understands it.
public enum PropertyValue: Sendable, Equatable {
  case boolean(Bool)
  /// A whole number in decimal digits: those of Python have no limit.
  case integer(String)
  case text(String)
  case list([PropertyValue])
  /// Whole numbers without order, sorted.
  case numbers([String])
  /// An object whose values are texts, or nothing.
  case mapping([String: String?])

  /// The value as the text to stamp.
  public var text: String? {
    switch self {
    case .boolean(let value): value ? "true" : "false"
    case .integer(let digits): digits
    case .text(let text): text
    case .list, .numbers, .mapping: nil
    }
  }
}
