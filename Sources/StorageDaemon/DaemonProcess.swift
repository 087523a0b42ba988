import BuildFoundation
import Foundation
import HostKit
import Synchronization
import SystemPackage

/// The process of a storage daemon: its start, what it printed, its end.
actor DaemonProcess {
  /// What the tool's callbacks bring, which run on any thread.
  private struct Seen {
    var processIdentifier: Int32?
    var lines: [String] = []
    /// How the process ended; nil while it runs.
    var status: Result<Int32, any Error>?
  }

  /// How long a daemon that listens has for its greeting; a busy host takes milliseconds.
  private static let greetingPatience = Duration.seconds(5)

  private nonisolated let seen = Mutex(Seen())
  private var task: Task<Void, Never>?
  private nonisolated let arguments: [String]
  private nonisolated let onStart: @Sendable (Int32) -> Void

  init(arguments: [String], onStart: @escaping @Sendable (Int32) -> Void) {
    self.arguments = arguments
    self.onStart = onStart
  }

  /// Nil until the process has been started.
  nonisolated var processIdentifier: Int32? { seen.withLock { $0.processIdentifier } }

  /// How the process ended, such as `signal 9`; nil while it runs.
  nonisolated var ending: String? { seen.withLock { $0.status }.map(Self.meaning) }

  /// What the process printed last.
  nonisolated var lines: [String] { seen.withLock { $0.lines } }

  /// Starts the process and connects to the QMP socket that it makes.
  func connect(_ socket: FilePath, limit: Duration) async throws -> QMPClient {
    task = Task { await self.run() }
    return try await withTimeLimit(limit, waitingFor: "the storage daemon to listen") {
      while true {
        if let ending = self.ending {
          throw BuildError(.buildFailed, "it ended at once: \(ending)")
        }
        do {
          return try await QMPClient.open(patience: Self.greetingPatience) {
            try UnixSocket.connect(to: socket)
          }
        } catch let error as Errno
          where error == .noSuchFileOrDirectory || error == .connectionRefused
        {
          try await Task.sleep(for: .milliseconds(2))
        }
      }
    }
  }

  /// Waits for the end; once `limit` has passed, SIGTERM and then SIGKILL.
  func end(within limit: Duration) async {
    guard let task else { return }
    let force = Task {
      try await Task.sleep(for: limit)
      task.cancel()
    }
    await task.value
    force.cancel()
  }

  /// The error for the user: with what the daemon printed last, and that it ended if it did.
  func explained(_ error: any Error, doing: String) -> BuildError {
    if let known = error as? BuildError, known.code == .host || known.code == .recipe {
      return known
    }
    if error is CancellationError { return BuildError.wrapping(error, doing: doing) }
    let known = error as? BuildError
    var message = "\(doing): \(known?.message ?? String(describing: error))"
    if let ending { message += " (the daemon ended: \(ending))" }
    return BuildError(
      known?.code ?? .buildFailed, message, hint: known?.hint, cause: error,
      output: lines)
  }

  private func run() async {
    let ended: Result<Int32, any Error>
    do {
      let status = try await ExternalTool.storageDaemon.run(
        arguments,
        onStart: { identifier in
          self.onStart(identifier)
          self.seen.withLock { $0.processIdentifier = identifier }
        },
        onLine: { line in
          self.seen.withLock { seen in
            seen.lines.append(line)
            if seen.lines.count > 20 { seen.lines.removeFirst() }
          }
        })
      ended = .success(status)
    } catch {
      ended = .failure(error)
    }
    seen.withLock { $0.status = ended }
  }

  private static func meaning(of status: Result<Int32, any Error>) -> String {
    switch status {
    case .success(let code): code > 128 ? "signal \(code - 128)" : "status \(code)"
    case .failure(let error): String(describing: error)
    }
  }
}
