/// A value that is no mapping, for a kind that is told one thing only.
struct KindShorthand<Meaning>: Sendable {
  /// What the value may be.
  let type: ValueType
  /// Reads the value; nil when it reported a fault.
  let read: @Sendable (ValueReader) -> Meaning?
}
