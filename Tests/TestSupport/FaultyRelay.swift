import Foundation
import Synchronization

/// Passes connections on to a server of this machine, and does what a bad network does to one of them.
public final class FaultyRelay: Sendable {
  /// What happens, once; afterwards the relay does no harm.
  public enum Fault: Sendable {
    /// The connection is cut after as many bytes from the client.
    case cut(after: Int)
    /// The client's bytes go no further after as many, until `release`.
    case hold(after: Int)
    /// The connection is cut when the server answers, so that the client never learns of it.
    case loseAnswer
  }

  /// The port to use in place of the server's.
  public let port: UInt16
  private let descriptor: Int32
  private let target: UInt16
  private let fault: Mutex<Fault?>
  private let held = DispatchSemaphore(value: 0)
  private let holds = Mutex(false)

  /// Takes a port; `run` passes on.
  public init(to target: UInt16, _ fault: Fault) throws {
    self.target = target
    self.fault = Mutex(fault)
    (descriptor, port) = try LoopbackSocket.listen()
  }

  deinit { close(descriptor) }

  /// Whether the fault has happened.
  public var hasFailed: Bool { fault.withLock { $0 == nil } }
  /// Whether bytes are held back.
  public var isHolding: Bool { holds.withLock { $0 } }

  /// Lets go of what is held.
  public func release() {
    holds.withLock { $0 = false }
    held.signal()
  }

  /// Passes on while `body` runs.
  public func run<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    Thread.detachNewThread { [self] in
      while case let client = accept(descriptor, nil, nil), client >= 0 {
        guard let server = LoopbackSocket.connect(to: target) else {
          close(client)
          continue
        }
        let pair = Pair(client: client, server: server)
        Thread.detachNewThread { [self] in
          copy(from: client, to: server) { pass(&$0, pair) }
          pair.shut()
        }
        Thread.detachNewThread { [self] in
          copy(from: server, to: client) { count in
            guard takesAnswer() else { return true }
            count = 0
            return false
          }
          pair.shut()
        }
      }
    }
    defer {
      release()
      shutdown(descriptor, Int32(SHUT_RDWR))
    }
    return try await body()
  }

  /// Two ends of a connection; closed when nobody uses them any more.
  private final class Pair: Sendable {
    let client: Int32
    let server: Int32
    let passed = Mutex(0)

    init(client: Int32, server: Int32) {
      self.client = client
      self.server = server
    }

    func shut() {
      shutdown(client, Int32(SHUT_RDWR))
      shutdown(server, Int32(SHUT_RDWR))
    }

    deinit {
      close(client)
      close(server)
    }
  }

  /// Copies until an end closes, or `heed`, which may shorten what is passed on, says so.
  private func copy(from source: Int32, to sink: Int32, _ heed: (inout Int) -> Bool) {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while case var count = read(source, &buffer, buffer.count), count > 0 {
      let goesOn = heed(&count)
      guard
        buffer.withUnsafeBytes({ LoopbackSocket.send(.init(rebasing: $0[..<count]), to: sink) }),
        goesOn
      else { return }
    }
  }

  private func pass(_ count: inout Int, _ pair: Pair) -> Bool {
    let total = pair.passed.withLock { passed in
      passed += count
      return passed
    }
    switch fault.withLock({ $0 }) {
    case .cut(let limit) where total >= limit:
      fault.withLock { $0 = nil }
      count -= total - limit
      return false
    case .hold(let limit) where total >= limit:
      fault.withLock { $0 = nil }
      holds.withLock { $0 = true }
      held.wait()
      return true
    default: return true
    }
  }

  private func takesAnswer() -> Bool {
    fault.withLock { fault in
      guard case .loseAnswer = fault else { return false }
      fault = nil
      return true
    }
  }
}
