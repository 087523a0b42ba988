/// A version as libvirt counts: major × 1,000,000 + minor × 1,000 + release.
public struct LibvirtVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// libvirt's number for it.
  public let number: UInt

  /// A version from libvirt's number.
  public init(number: UInt) {
    self.number = number
  }

  /// The version as people write it: `9.0.0`.
  public var description: String {
    "\(number / 1_000_000).\(number / 1000 % 1000).\(number % 1000)"
  }

  /// Orders by age.
  public static func < (left: LibvirtVersion, right: LibvirtVersion) -> Bool {
    left.number < right.number
  }
}
