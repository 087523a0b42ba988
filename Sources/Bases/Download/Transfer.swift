import BuildFoundation
import Foundation
import HostKit
import SystemPackage

/// Brings the content of one URL into a file, going on after interruptions where it can.
struct Transfer: Sendable {
  /// How often a server that answers nothing useful is asked.
  static let attempts = 4
  /// How often a connection may be cut although something came each time.
  static let interruptions = 50

  let url: DownloadURL
  let file: FilePath
  /// More bytes than this are refused; nil for any number.
  var sizeLimit: Int64?
  /// Request headers that make the server answer only if something changed.
  var conditions: [String] = []
  let settings: Settings

  /// What all transfers of a fetcher share.
  struct Settings: Sendable {
    var onProcess: @Sendable (String, Int32) -> Void = { _, _ in }
    var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    /// Gets the bytes that are there, and the bytes that there will be.
    var onProgress: @Sendable (Int64, Int64?) -> Void = { _, _ in }
  }

  /// What a transfer ended with.
  struct Result: Sendable {
    var headers: ResponseHeaders
    /// Whether the file began with bytes of an earlier transfer.
    var wasResumed: Bool
  }

  private var headerFile: FilePath { FilePath("\(file.string).headers") }

  /// Fetches; what is in the file already is kept, and the rest is asked for.
  ///
  /// Throws `TransferFailure`, and `CancellationError`. What came stays in the file.
  func run() async throws -> Result {
    var failed = 0
    var rounds = 0
    while true {
      let before = size
      do {
        let headers = try await once(from: before)
        return Result(headers: headers, wasResumed: before > 0)
      } catch let failure as TransferFailure {
        try Task.checkCancellation()
        if size == 0 { remove() }
        rounds += 1
        failed = size > before ? 0 : failed + 1
        guard failure.mayPass, failed < Self.attempts, rounds < Self.interruptions else {
          throw failure
        }
        try await settings.pause(.seconds(min(30, 1 << failed)))
      }
    }
  }

  private func once(from offset: Int64) async throws -> ResponseHeaders {
    do {
      return try await CurlRun(self, headerFile: headerFile).run(from: offset)
    } catch is CurlRun.CannotResume {
      remove()
      return try await CurlRun(self, headerFile: headerFile).run(from: 0)
    }
  }

  /// The bytes that are there.
  var size: Int64 {
    var status = stat()
    return stat(file.string, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// Forgets what came.
  func remove() {
    unlink(file.string)
    unlink(headerFile.string)
  }

  /// Forgets what was said of the file, once it is whole.
  func removeHeaders() { unlink(headerFile.string) }

  /// What the server said when the bytes in the file came.
  var lastHeaders: ResponseHeaders { ResponseHeaders(file: headerFile) }
}
