import BuildFoundation
import Foundation

/// TCP ports of the loopback address.
enum LoopbackPort {
  /// A port that nothing listens on now.
  static func free() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let found = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard found else { throw failure() }
    return UInt16(bigEndian: address.sin_port)
  }

  private static func failure() -> BuildError {
    BuildError(
      .host, "finding a free port on the loopback address: \(String(cString: strerror(errno)))")
  }
}
