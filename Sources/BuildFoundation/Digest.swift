/// A content digest: the algorithm's name and the value in lower-case hexadecimal.
public struct Digest: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The digests that Glance and vendors use.
  public enum Algorithm: String, Sendable, Codable, CaseIterable {
    case sha256
    case sha512
  }

  /// Which algorithm gave the value.
  public let algorithm: Algorithm
  /// The value in lower-case hexadecimal.
  public let hex: String

  /// A digest that something else computed; `hex` is put in lower case.
  public init(_ algorithm: Algorithm, hex: String) {
    self.algorithm = algorithm
    self.hex = hex.lowercased()
  }

  /// The algorithm and the value, as in `sha256:9f86d0…`.
  public var description: String { "\(algorithm.rawValue):\(hex)" }
}
