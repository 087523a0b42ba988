/// A JSON value, as QMP commands take and give them.
public enum QMPValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([QMPValue])
  case object([String: QMPValue])

  /// The member `key` of an object; nil for anything else.
  public subscript(key: String) -> QMPValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// The text of a string; nil for anything else.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The value of an integer; nil for anything else.
  public var integer: Int64? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// The elements of an array; nil for anything else.
  public var array: [QMPValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }
}
