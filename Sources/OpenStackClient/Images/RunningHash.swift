import Crypto

/// A hash of data that comes in parts.
struct RunningHash: Sendable {
  let algorithm: ImageHash.Algorithm
  private var state: any HashState

  init(_ algorithm: ImageHash.Algorithm) {
    self.algorithm = algorithm
    state =
      switch algorithm {
      case .sha512: State(function: SHA512())
      case .sha384: State(function: SHA384())
      case .sha256: State(function: SHA256())
      case .sha1: State(function: Insecure.SHA1())
      case .md5: State(function: Insecure.MD5())
      }
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) { state.update(bytes) }

  /// The hash of all that came so far.
  var value: ImageHash { ImageHash(algorithm, hex: state.hexadecimal) }
}

/// What algorithms have in common; `HashFunction` itself has no existential that can be finished.
private protocol HashState: Sendable {
  mutating func update(_ bytes: UnsafeRawBufferPointer)
  var hexadecimal: String { get }
}

private struct State<Function: HashFunction & Sendable>: HashState {
  var function: Function

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    function.update(bufferPointer: bytes)
  }

  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = function.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
