/// A number of bytes that reads and prints with binary units.
public struct ByteCount: Hashable, Comparable, Sendable, Codable {
  /// The count in bytes; never negative.
  public var bytes: Int64

  /// A count of `bytes` bytes.
  public init(bytes: Int64) {
    self.bytes = max(0, bytes)
  }

  /// A count in kibibytes.
  public static func kibibytes(_ count: Int64) -> ByteCount { ByteCount(bytes: count << 10) }
  /// A count in mebibytes.
  public static func mebibytes(_ count: Int64) -> ByteCount { ByteCount(bytes: count << 20) }
  /// A count in gibibytes.
  public static func gibibytes(_ count: Int64) -> ByteCount { ByteCount(bytes: count << 30) }

  /// Orders by size.
  public static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }

  /// The count in mebibytes, rounded up: the unit of `min_ram`.
  public var mebibytesRoundedUp: Int { roundedUp(shift: 20) }
  /// The count in gibibytes, rounded up: the unit of `min_disk`.
  public var gibibytesRoundedUp: Int { roundedUp(shift: 30) }

  private func roundedUp(shift: Int64) -> Int {
    Int(bytes >> shift) + (bytes & ((1 << shift) - 1) == 0 ? 0 : 1)
  }

  public init(from decoder: any Decoder) throws {
    self.init(bytes: try decoder.singleValueContainer().decode(Int64.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(bytes)
  }
}
