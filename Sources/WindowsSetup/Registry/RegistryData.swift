/// What a value of the registry holds, with its type.
public enum RegistryData: Sendable, Hashable {
  /// REG_SZ: text.
  case string(String)
  /// REG_EXPAND_SZ: text with `%variables%`.
  case expandString(String)
  /// REG_MULTI_SZ: texts, none of them empty.
  case multiString([String])
  /// REG_DWORD.
  case number(UInt32)
  /// REG_BINARY.
  case binary([UInt8])
  /// A type that nobody here writes, by its number.
  case other(type: UInt32, [UInt8])

  /// Reads a value as a hive keeps it; what does not hold what its type says is kept as it is.
  public init(type: UInt32, bytes: [UInt8]) {
    switch type {
    case 1: self = .string(Self.text(bytes))
    case 2: self = .expandString(Self.text(bytes))
    case 3: self = .binary(bytes)
    case 4 where bytes.count == 4:
      self = .number(bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) })
    case 7: self = .multiString(Self.texts(bytes))
    default: self = .other(type: type, bytes)
    }
  }

  /// The type's number (winnt.h).
  public var type: UInt32 {
    switch self {
    case .string: 1
    case .expandString: 2
    case .binary: 3
    case .number: 4
    case .multiString: 7
    case .other(let type, _): type
    }
  }

  /// The value as a hive keeps it: text in UTF-16, the least significant byte first, with a zero at its end.
  public var bytes: [UInt8] {
    switch self {
    case .string(let text), .expandString(let text): Self.bytes(text)
    case .multiString(let texts): texts.flatMap(Self.bytes) + [0, 0]
    case .number(let number): (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    case .binary(let bytes), .other(_, let bytes): bytes
    }
  }

  /// The text, of either type; nil for another.
  public var text: String? {
    switch self {
    case .string(let text), .expandString(let text): text
    default: nil
    }
  }

  /// The texts of REG_MULTI_SZ, or the one of REG_SZ.
  public var texts: [String] {
    if case .multiString(let texts) = self { return texts }
    return text.map { [$0] } ?? []
  }

  /// The number of REG_DWORD; nil for another type.
  public var number: UInt32? {
    if case .number(let number) = self { number } else { nil }
  }

  private static func bytes(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] } + [0, 0]
  }

  private static func units(_ bytes: [UInt8]) -> [UInt16] {
    stride(from: 0, to: bytes.count - 1, by: 2).map {
      UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
    }
  }

  private static func text(_ bytes: [UInt8]) -> String {
    String(decoding: units(bytes).prefix { $0 != 0 }, as: UTF16.self)
  }

  private static func texts(_ bytes: [UInt8]) -> [String] {
    units(bytes).split(separator: 0).map { String(decoding: $0, as: UTF16.self) }
  }
}
