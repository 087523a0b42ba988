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

  /// The SHA-256 and SHA-512 of a file, read once.
  ///
  /// Throws `BuildError` when the file cannot be read, and `CancellationError` when the task is
  /// cancelled meanwhile.
  public static func ofFile(_ path: FilePath) throws -> (sha256: Digest, sha512: Digest) {
    var short = SHA256()
    var long = SHA512()
    try read(path) { bytes in
      short.update(bufferPointer: bytes)
      long.update(bufferPointer: bytes)
    }
    return (
      Digest(.sha256, hex: hexadecimal(short.finalize())),
      Digest(.sha512, hex: hexadecimal(long.finalize()))
    )
  }

  /// The SHA-256 of a file; throws as `ofFile` does.
  public static func sha256(ofFile path: FilePath) throws -> Digest {
    var short = SHA256()
    try read(path) { short.update(bufferPointer: $0) }
    return Digest(.sha256, hex: hexadecimal(short.finalize()))
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
