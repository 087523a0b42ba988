extension QMPValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self = .string(value) }
}

extension QMPValue: ExpressibleByBooleanLiteral {
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension QMPValue: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int64) { self = .integer(value) }
}

extension QMPValue: ExpressibleByNilLiteral {
  public init(nilLiteral: ()) { self = .null }
}

extension QMPValue: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: QMPValue...) { self = .array(elements) }
}

extension QMPValue: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, QMPValue)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}
