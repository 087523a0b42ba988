/// The bytes of a value in a Windows registry, read as what they should be.
public struct RegistryValue: Sendable, Hashable {
  /// The number of its type: 1 is REG_SZ, 4 REG_DWORD (winnt.h).
  public var type: UInt32
  /// The value as it is kept.
  public var bytes: [UInt8]

  /// A value that is kept so; by default REG_BINARY.
  public init(type: UInt32 = 3, bytes: [UInt8]) {
    self.type = type
    self.bytes = bytes
  }

  /// What REG_SZ and REG_EXPAND_SZ hold: UTF-16 up to a zero.
  public var text: String {
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
      UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
    }
    return String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
  }

  /// What REG_DWORD holds; nil for another number of bytes than four.
  public var number: UInt32? {
    guard bytes.count == 4 else { return nil }
    return bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
