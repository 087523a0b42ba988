/// The first 4 KiB of a registry file ("regf").
///
/// Looked at before a file is changed: the library that changes it takes files that Windows has not finished.
public struct RegistryFileHeader: Sendable {
  /// How many bytes of the file it takes.
  public static let size = 4096

  private let bytes: [UInt8]

  /// A header of the first bytes of a file, which may be fewer.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// What is wrong with a file of `fileSize` bytes that begins so, as the end of a sentence; nil when nothing is.
  public func fault(fileSize: Int64) -> String? {
    guard bytes.count >= Self.size, bytes.starts(with: Array("regf".utf8)) else {
      return "it is no registry file"
    }
    let sum = stride(from: 0, to: 508, by: 4).reduce(UInt32(0)) { $0 ^ word($1) }
    // 0 and -1 are never written: they become 1 and -2.
    let expected = sum == 0 ? 1 : sum == .max ? .max - 1 : sum
    guard word(508) == expected else { return "the checksum of its header is wrong" }
    let end = Int64(Self.size) + Int64(word(40))
    guard fileSize >= end else {
      return "it is cut off: it has \(fileSize) of \(end) bytes"
    }
    return nil
  }

  /// Whether Windows had written all of the file: its two sequence numbers are equal.
  ///
  /// What is missing otherwise is in the logs beside it, which nobody but Windows applies.
  public var isComplete: Bool { bytes.count >= 12 && word(4) == word(8) }

  private func word(_ offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
