public import BuildFoundation
public import SystemPackage

/// What an image file says of itself.
public struct ImageInfo: Sendable, Hashable {
  /// The size that a guest sees.
  public let virtualSize: ByteCount
  /// The bytes that the file takes on the host, without its backing files.
  public let actualSize: ByteCount
  /// The format's name as qemu-img says it, such as `qcow2`, `raw` or `vmdk`.
  public let format: String
  /// The backing file as written in the header; relative to the image's folder or absolute.
  public let backingFile: FilePath?
  /// The backing file's format as written in the header.
  public let backingFormat: String?
  /// How compressed clusters are packed: `zlib` or `zstd`; nil for formats that do not say.
  public let compression: String?
}
