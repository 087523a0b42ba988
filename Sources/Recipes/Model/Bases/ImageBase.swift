/// A disk image, such as a vendor's cloud image.
public struct ImageBase: Sendable, Hashable, Encodable {
  /// Formats of disk images, by QEMU's names but for `vhd`, which QEMU calls `vpc`.
  public enum Format: String, Sendable, Hashable, Encodable, CaseIterable {
    case qcow2
    case raw
    case vmdk
    case vhd
    case vhdx
  }

  /// The image, compressed with gzip, bzip2, xz or zstd or not.
  public var source: FileSource
  /// The format of the uncompressed image; nil to find out.
  ///
  /// A raw image must be named as such, unless its name ends in `.raw`, `.img` or `.dd`.
  public var format: Located<Format>?

  /// Makes a base.
  public init(_ source: FileSource, format: Located<Format>? = nil) {
    self.source = source
    self.format = format
  }
}
