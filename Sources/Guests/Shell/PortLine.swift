import BuildFoundation
import Foundation
import Pipeline
import StorageDaemon
import Synchronization
import SystemPackage

/// The host's end of a guest's shell: a socket of QEMU for each of the two ports.
///
/// Connected before the guest opens its end, which otherwise would find the ports at their end.
final class PortLine: ShellLine {
  let descriptor: FileDescriptor
  private let sizes: FileDescriptor
  private let stream: Mutex<ShellStream>

  /// Throws a `buildFailed` error when nobody listens, because the guest is gone.
  init(_ ports: ShellPorts, nonce: String) throws {
    stream = Mutex(ShellStream(nonce: nonce))
    descriptor = try Self.connect(to: ports.terminalSocket)
    do {
      sizes = try Self.connect(to: ports.sizesSocket)
    } catch {
      try? descriptor.close()
      throw error
    }
  }

  private static func connect(to path: FilePath) throws -> FileDescriptor {
    do {
      return try UnixSocket.connect(to: path)
    } catch let error as Errno {
      throw BuildError(
        .buildFailed, "opening a shell in the guest: its port does not answer: \(error)")
    }
  }

  deinit {
    try? descriptor.close()
    try? sizes.close()
  }

  var status: Int32? { stream.withLock { $0.status } }
  var isPlain: Bool { stream.withLock { $0.isPlain } }

  func shown(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    stream.withLock { $0.shown(bytes) }
  }

  func resize(columns: Int, lines: Int) {
    let text = "\(lines) \(columns)\n"
    // A guest that reads no sizes keeps the first one; nothing waits for it.
    let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
    _ = text.withCString { send(sizes.rawValue, $0, strlen($0), flags) }
  }

  /// Lets the guest see the end of both ports, at which its script ends the shell.
  func hangUp() {
    for socket in [descriptor, sizes] { shutdown(socket.rawValue, Int32(SHUT_RDWR)) }
  }
}
