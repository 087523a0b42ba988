/// How the clusters of a finished qcow2 file are packed.
public enum ImageCompression: String, Sendable, Codable, CaseIterable {
  /// Fast and small; needs QEMU 5.1 or newer to read.
  case zstd
  /// For hosts with an older QEMU; several times slower.
  case zlib
}
