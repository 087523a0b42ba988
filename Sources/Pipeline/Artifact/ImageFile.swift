public import BuildFoundation

/// The image file of an artifact, as the manifest describes it.
public struct ImageFile: Sendable, Codable, Equatable {
  /// The file's name, beside the manifest.
  public var name: String
  /// Glance's `disk_format`.
  public var format: String
  /// Bytes of the file.
  public var size: ByteCount
  /// Bytes of the disk that a guest sees.
  public var virtualSize: ByteCount
  /// SHA-256 in hexadecimal.
  public var sha256: String
  /// SHA-512 in hexadecimal: what Glance computes as `os_hash_value` by default.
  public var sha512: String

  /// Makes a description.
  public init(
    name: String, format: String, size: ByteCount, virtualSize: ByteCount, sha256: String,
    sha512: String
  ) {
    self.name = name
    self.format = format
    self.size = size
    self.virtualSize = virtualSize
    self.sha256 = sha256
    self.sha512 = sha512
  }
}
