import Crypto
public import Foundation
public import SystemPackage

extension Digest {
  /// Bytes read at a time; large enough that the read costs nothing beside the hash.
  private static let chunkSize = 1 << 20

  /// The SHA-256 of `data`.
  public static func sha256(_ data: some DataProtocol) -> Digest {
    Digest(.sha256, hex: hexadecimal(SHA256.hash(data: data)))
  }

  /// The SHA-256 of `text` in UTF-8.
  public static func sha256(_ text: String) -> Digest {
    sha256(Array(text.utf8))
  }

  /// The HMAC-SHA-256 of `text` under `key`, in lower-case hexadecimal.
  public static func authentication(of text: String, key: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(
      for: Array(text.utf8), using: SymmetricKey(data: Array(key.utf8)))
    return hexadecimal(code)
  }

  /// The digest of a file.
  ///
  /// Throws `BuildError` when the file cannot be read, and `CancellationError` when the task is
  /// cancelled meanwhile.
  public static func ofFile(_ path: FilePath, by algorithm: Algorithm) throws -> Digest {
    switch algorithm {
    case .sha256: try ofFile(path, algorithm, SHA256())
    case .sha512: try ofFile(path, algorithm, SHA512())
    }
  }

  /// The SHA-256 of a file; throws as `ofFile` does.
  public static func sha256(ofFile path: FilePath) throws -> Digest {
    try ofFile(path, by: .sha256)
  }

  private static func ofFile(
    _ path: FilePath, _ algorithm: Algorithm, _ function: some HashFunction
  ) throws -> Digest {
    var function = function
    try read(path) { function.update(bufferPointer: $0) }
    return Digest(algorithm, hex: hexadecimal(function.finalize()))
  }

  private static func read(_ path: FilePath, _ body: (UnsafeRawBufferPointer) -> Void) throws {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      try file.closeAfter {
        try withUnsafeTemporaryAllocation(byteCount: chunkSize, alignment: 64) { buffer in
          while case let count = try file.read(into: buffer), count > 0 {
            try Task.checkCancellation()
            body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
          }
        }
      }
    } catch let error as Errno {
      throw BuildError(.buildFailed, "reading \(path) to hash it: \(error)")
    }
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
