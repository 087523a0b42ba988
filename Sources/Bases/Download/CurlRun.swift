import BuildFoundation
import Foundation
import HostKit
import Synchronization
import SystemPackage

/// One run of curl.
///
/// Its settings are in a file, because whoever lists processes would see a password in a URL.
struct CurlRun {
  /// The server does not go on where the file ends.
  struct CannotResume: Error {}

  /// What flock ends with when another process still writes to the file.
  private static let isBusy: Int32 = 201
  /// Curl's statuses for what time may heal: names, connections, time-outs, cut answers.
  private static let passing: Set<Int32> = [5, 6, 7, 16, 18, 28, 35, 52, 55, 56, 92]
  /// Curl's statuses for a server that cannot resume, or a file that is longer than the server's.
  private static let cannotResume: Set<Int32> = [31, 33, 36]

  private let transfer: Transfer
  private let headerFile: FilePath
  private var url: DownloadURL { transfer.url }
  private var doing: String { "fetching \(url.shown)" }

  init(_ transfer: Transfer, headerFile: FilePath) {
    self.transfer = transfer
    self.headerFile = headerFile
  }

  func run(from offset: Int64) async throws -> ResponseHeaders {
    unlink(headerFile.string)
    let configuration = FilePath("\(transfer.file.string).curl")
    try write(settings(from: offset), to: configuration)
    defer { unlink(configuration.string) }
    let tail = OutputTail()
    let status = try await status(configuration, from: offset, tail)
    let headers = ResponseHeaders(file: headerFile)
    try check(status, headers, from: offset, tail.lines)
    return headers
  }

  /// Runs curl, with someone who looks how far it is.
  private func status(
    _ configuration: FilePath, from offset: Int64, _ tail: OutputTail
  ) async throws -> Int32 {
    let curl = try ExternalTool.curl.located().string
    return try await withThrowingTaskGroup(of: Int32?.self) { group in
      group.addTask {
        // Curl itself holds a lock on the file: should this process be killed, the next one must not
        // write to it before curl has ended.
        try await ExternalTool.flock.run(
          [
            "--no-fork", "--timeout", "60", "--conflict-exit-code", "\(Self.isBusy)",
            transfer.file.string, curl, "--disable", "--config", configuration.string,
          ],
          onStart: { transfer.settings.onProcess("curl", $0) }, onLine: { tail.append($0) })
      }
      group.addTask {
        try await watch(from: offset)
        return nil
      }
      defer { group.cancelAll() }
      while let status = try await group.next() {
        if let status { return status }
      }
      throw CancellationError()
    }
  }

  private func watch(from offset: Int64) async throws {
    while true {
      try await Task.sleep(for: .milliseconds(250))
      let headers = ResponseHeaders(file: headerFile)
      let (size, total) = (transfer.size, headers.totalSize)
      transfer.settings.onProgress(size, total)
      if let limit = transfer.sizeLimit, size > limit { throw tooLarge(limit) }
    }
  }

  private func check(
    _ status: Int32, _ headers: ResponseHeaders, from offset: Int64, _ output: [String]
  ) throws {
    if status == 0 {
      if let limit = transfer.sizeLimit, transfer.size > limit { throw tooLarge(limit) }
      if headers.isWebPage {
        transfer.remove()
        throw failure(
          "the server sent a web page in place of the file",
          hint: "open the URL in a browser: has the file moved, or does it take a login?")
      }
      return
    }
    if offset > 0, Self.cannotResume.contains(status) || headers.status == 416 {
      throw CannotResume()
    }
    switch status {
    case Self.isBusy:
      throw failure("another process is still writing to \(transfer.file)", mayPass: true)
    case 22: throw httpFailure(headers.status ?? 0)
    case 37: throw failure("there is no such file, or it cannot be read")
    case 63: throw tooLarge(transfer.sizeLimit ?? 0)
    case 23:
      throw TransferFailure(
        BuildError(
          .host, "\(doing): writing to \(transfer.file) failed", hint: "is the disk full?",
          output: output), mayPass: false)
    default:
      let reason = output.last?.replacing(#/^curl: \(\d+\) /#, with: "") ?? "curl says no more"
      throw failure(
        "\(reason) (curl status \(status))", hint: Self.hint(for: status),
        mayPass: Self.passing.contains(status))
    }
  }

  private func httpFailure(_ status: Int) -> TransferFailure {
    let hint =
      switch status {
      case 401, 403: "does it take a login? curl reads ~/.netrc"
      case 404, 410: "is the URL right? vendors remove old images"
      default: String?.none
      }
    return failure(
      "the server answered with status \(status)", hint: hint,
      mayPass: status == 408 || status == 429 || status >= 500)
  }

  private static func hint(for status: Int32) -> String? {
    switch status {
    case 6, 7, 28: "can this host reach the server? curl heeds http_proxy and https_proxy"
    case 60: "is this host's clock right, and are its CA certificates up to date?"
    default: nil
    }
  }

  private func tooLarge(_ limit: Int64) -> TransferFailure {
    transfer.remove()
    return failure("it is larger than \(ByteCount(bytes: limit)), which such a file never is")
  }

  private func failure(
    _ reason: String, hint: String? = nil, mayPass: Bool = false
  ) -> TransferFailure {
    TransferFailure(BuildError(.buildFailed, "\(doing): \(reason)", hint: hint), mayPass: mayPass)
  }

  private func settings(from offset: Int64) -> [String] {
    var lines = [
      setting("url", url.text), setting("output", transfer.file.string),
      setting("dump-header", headerFile.string),
      "location", "fail", "globoff", "silent", "show-error", "netrc-optional",
      setting("proto", "=http,https,file"), setting("proto-redir", "=http,https"),
      "max-redirs = 10", "connect-timeout = 30", setting("user-agent", "imgbuild"),
      // A connection over which nothing comes for a minute is dead.
      "speed-limit = 1", "speed-time = 60",
    ]
    if offset > 0 { lines.append(setting("continue-at", "-")) }
    if let limit = transfer.sizeLimit { lines.append("max-filesize = \(limit)") }
    return lines + transfer.conditions.map { setting("header", $0) }
  }

  private func setting(_ name: String, _ value: String) -> String {
    let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n").replacing("\r", with: "\\r")
    return "\(name) = \"\(escaped)\""
  }

  private func write(_ lines: [String], to path: FilePath) throws {
    do {
      let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .truncate, .closeOnExec],
        permissions: .ownerReadWrite)
      _ = try file.closeAfter { try file.writeAll((lines.joined(separator: "\n") + "\n").utf8) }
    } catch {
      throw BuildError(.host, "\(doing): writing \(path): \(error.reason)")
    }
  }
}
