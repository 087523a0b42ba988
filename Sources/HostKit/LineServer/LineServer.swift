import BuildFoundation
import Foundation
public import SystemPackage

/// Answers requests on a Unix socket, line by line, for programs that this one has started.
public enum LineServer {
  /// A request may have this many bytes; a larger one ends its connection.
  public static let longestRequest = 256 << 20
  /// Bytes that fit into a socket's address; Linux's `sun_path` is 108 with the final zero.
  private static let longestPath = 107

  /// Serves the socket at `path` while `body` runs, and gives what `body` does.
  ///
  /// `answer` gets a line without its end, and gives the bytes that are sent back, which may be none;
  /// connections are served beside each other.
  /// Only this user can connect. When `body` has ended, however it ended, or the task is cancelled,
  /// the connections end, calls of `answer` are cancelled and waited for, and the socket is removed.
  /// Throws a `host` error when the socket cannot be made.
  public static func serve<Result: Sendable>(
    at path: FilePath, answer: @escaping @Sendable ([UInt8]) async -> [UInt8],
    while body: @Sendable () async throws -> Result
  ) async throws -> Result {
    let listener = try listen(at: path)
    defer {
      listener.close()
      unlink(path.string)
    }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await accept(from: listener, answer) }
      defer { group.cancelAll() }
      return try await body()
    }
  }

  private static func listen(at path: FilePath) throws -> LineSocket {
    let doing = "making the socket \(path)"
    guard path.string.utf8.count <= longestPath else {
      throw BuildError(
        .host,
        "\(doing): its path has \(path.string.utf8.count) bytes, Linux allows \(longestPath)",
        hint: "use a cache folder with a shorter path: set XDG_CACHE_HOME")
    }
    let descriptor = socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else {
      throw BuildError(.host, "\(doing): \(Errno(rawValue: errno))")
    }
    let listener = LineSocket(descriptor)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.string.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
    }
    // Nobody can connect before it listens.
    guard bound == 0, chmod(path.string, 0o600) == 0, Glibc.listen(descriptor, 16) == 0 else {
      let reason = Errno(rawValue: errno)
      listener.close()
      throw BuildError(.host, "\(doing): \(reason)")
    }
    return listener
  }

  private static func accept(
    from listener: LineSocket, _ answer: @escaping @Sendable ([UInt8]) async -> [UInt8]
  ) async {
    await withDiscardingTaskGroup { group in
      await withTaskCancellationHandler {
        while let connection = await LineConnection.accept(from: listener) {
          group.addTask { await connection.serve(answer) }
        }
      } onCancel: {
        listener.shutDown()
      }
      group.cancelAll()
    }
  }
}
