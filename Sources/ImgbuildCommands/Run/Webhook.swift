import BuildFoundation
import Foundation
import HostKit
import SystemPackage

/// A URL that is told of failures; what follows its host is as good as a password, and is never shown.
struct Webhook: Sendable {
  private static let doing = "telling of the failure with --webhook"

  /// The URL.
  let text: String
  /// Its scheme and host, for messages.
  let shown: String

  /// Nil for what is no URL of the web.
  init?(_ text: String) {
    guard let url = URLComponents(string: text), let host = url.host, !host.isEmpty,
      let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme),
      !text.contains(where: { $0.isNewline || $0 == "\0" })
    else { return nil }
    self.text = text
    shown = "\(scheme)://\(host)/…"
  }

  /// The webhook of an option's value: a URL, or `@` and a file that has it.
  static func named(_ value: String) throws -> Webhook {
    var text = value
    if value.hasPrefix("@") {
      let file = FilePath.absolute(String(value.dropFirst()))
      guard let data = FileManager.default.contents(atPath: file.string) else {
        throw BuildError(.host, "\(doing): \(file) cannot be read")
      }
      text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
    guard let webhook = Webhook(text) else {
      throw BuildError(.usage, "\(doing): that is no URL that begins with http:// or https://")
    }
    return webhook
  }

  /// What is sent; `text` is what chat programs show.
  private struct Message: Encodable {
    var text: String
    var name: String?
    var recipe: String
    var status: Int32
    var message: String
    var log: String?
    var host: String
    var time: Date
  }

  /// Sends a failure; throws a `BuildError` that does not show the URL.
  func post(_ failure: FailureReport.Failure, limit: Duration) async throws {
    let host = ProcessInfo.processInfo.hostName
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let what = failure.name ?? failure.recipe
    let body = try encoder.encode(
      Message(
        text: "imgbuild on \(host): \(what) was not built: \(failure.message)",
        name: failure.name, recipe: failure.recipe, status: failure.status,
        message: failure.message, log: failure.log, host: host, time: Date.now))
    do {
      try await post(String(decoding: body, as: UTF8.self), limit: limit)
    } catch let error as BuildError {
      throw error.redacted(Redaction([text]))
    }
  }

  /// In a file, because whoever lists processes would see a URL among the arguments.
  private func post(_ body: String, limit: Duration) async throws {
    var template = Array(
      FilePath(NSTemporaryDirectory()).appending("imgbuild-webhook-XXXXXX").string.utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else {
      throw BuildError(.host, "\(Self.doing): making a file: \(Errno(rawValue: errno))")
    }
    let path = FilePath(platformString: template)
    defer { unlink(path.string) }
    let lines = [
      setting("url", text), setting("data-raw", body),
      setting("header", "Content-Type: application/json"), setting("user-agent", "imgbuild"),
      setting("proto", "=http,https"), "globoff", "silent", "show-error", "fail",
      setting("output", "/dev/null"), "connect-timeout = 20",
      "max-time = \(max(1, Int(limit.seconds)))",
    ]
    let file = FileDescriptor(rawValue: number)
    _ = try file.closeAfter { try file.writeAll((lines.joined(separator: "\n") + "\n").utf8) }
    let doing = "\(Self.doing) to \(shown)"
    // Curl has the same limit, and its words are better.
    try await withTimeLimit(limit + .seconds(2), waitingFor: "the webhook at \(shown)") {
      try await ExternalTool.curl.check(["--disable", "--config", path.string], doing: doing)
    }
  }

  private func setting(_ name: String, _ value: String) -> String {
    let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n").replacing("\r", with: "\\r").replacing("\t", with: "\\t")
    return "\(name) = \"\(escaped)\""
  }
}
