/// The hash of an image's data, by an algorithm that can be computed here.
public struct ImageHash: Sendable, Hashable, CustomStringConvertible {
  /// The algorithms, by the names that Glance has from Python's hashlib.
  public enum Algorithm: String, Sendable, Hashable, CaseIterable {
    case sha512
    case sha384
    case sha256
    case sha1
    case md5

    /// Whether another content with the same hash can be made on purpose.
    public var isWeak: Bool { self == .sha1 || self == .md5 }
  }

  /// The algorithm.
  public let algorithm: Algorithm
  /// The value in lower-case hexadecimal.
  public let hex: String

  /// Makes a hash.
  public init(_ algorithm: Algorithm, hex: String) {
    self.algorithm = algorithm
    self.hex = hex.lowercased()
  }

  /// Reads what an image has; nil when it has none, or one that is not known here.
  init?(_ name: String?, _ value: String?) {
    guard let algorithm = name.flatMap(Algorithm.init), let value, !value.isEmpty,
      value.allSatisfy(\.isHexDigit)
    else { return nil }
    self.init(algorithm, hex: value)
  }

  /// As in `sha512:2e45ec98…`.
  public var description: String { "\(algorithm.rawValue):\(hex)" }
}
