/// How a file is packed as a whole.
public enum Compression: String, Sendable, CaseIterable {
  case gzip
  case bzip2
  case xz
  case zstd

  /// The packing of a file that begins with `head`; nil when it is none of these.
  ///
  /// By the content: names of files often lie. Six bytes are enough.
  public init?(head: some Sequence<UInt8>) {
    guard let found = Self.allCases.first(where: { head.starts(with: $0.magic) }) else {
      return nil
    }
    self = found
  }

  private var magic: [UInt8] {
    switch self {
    // With deflate, the only method that RFC 1952 has.
    case .gzip: [0x1f, 0x8b, 0x08]
    case .bzip2: Array("BZh".utf8)
    case .xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]
    case .zstd: [0x28, 0xb5, 0x2f, 0xfd]
    }
  }

  /// The endings of names of such files.
  public var suffixes: [String] {
    switch self {
    case .gzip: [".gz"]
    case .bzip2: [".bz2"]
    case .xz: [".xz"]
    case .zstd: [".zst", ".zstd"]
    }
  }

  /// What unpacks it.
  public var tool: ExternalTool {
    switch self {
    case .gzip: .gzip
    case .bzip2: .bzip2
    case .xz: .xz
    case .zstd: .zstd
    }
  }
}
