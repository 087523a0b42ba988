import BuildFoundation
import Glibc
public import SystemPackage

/// Unix sockets, as far as a client of QEMU needs them.
public enum UnixSocket {
  /// Bytes that fit into a socket's address; Linux's `sun_path` is 108 with the final zero.
  public static let longestPath = 107

  /// Throws a `host` error when `path` is too long for a Unix socket.
  public static func check(_ path: FilePath) throws {
    let length = path.string.utf8.count
    guard length <= longestPath else {
      throw BuildError(
        .host,
        "making the socket \(path): its path has \(length) bytes, Linux allows \(longestPath)",
        hint: "Use a work folder with a shorter path.")
    }
  }

  /// A connected, blocking stream socket; the caller closes it.
  ///
  /// Throws `Errno` and as `check`.
  public static func connect(to path: FilePath) throws -> FileDescriptor {
    try check(path)
    let socket = Glibc.socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { throw Errno(rawValue: errno) }
    let result = withAddress(path) { Glibc.connect(socket, $0, $1) }
    guard result == 0 else {
      let error = Errno(rawValue: errno)
      close(socket)
      throw error
    }
    return FileDescriptor(rawValue: socket)
  }

  /// Calls `body` with the address of `path`, which must have passed `check`.
  static func withAddress<Result>(
    _ path: FilePath, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.string.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
    }
  }
}
