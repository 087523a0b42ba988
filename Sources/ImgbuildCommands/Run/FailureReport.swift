import BuildFoundation
import Foundation
import HostKit
import Pipeline
import SystemPackage
import TerminalUI

/// Tells somebody that a build has failed: a command, a webhook, or both.
///
/// What goes wrong with that is a warning; the build has failed for another reason.
struct FailureReport: Sendable {
  /// What is told.
  struct Failure: Sendable {
    /// The image's name; nil when the recipe could not be read.
    var name: String?
    var recipe: String
    var status: Int32
    var message: String
    var log: String?
  }

  /// How long telling may take.
  static let limit = Duration.seconds(60)
  /// An environment variable has at most 128 KiB on Linux.
  private static let longestMessage = 16_384

  let command: String?
  /// A URL, or `@` and a file that has it.
  let webhook: String?
  var limit = Self.limit
  var events: any EventSink = NoticeSink()

  func send(_ failure: Failure) async {
    var failure = failure
    failure.message = String(failure.message.filter { $0 != "\0" }.prefix(Self.longestMessage))
    if let command { await warning { try await run(command, failure) } }
    if let webhook {
      await warning {
        try await Webhook.named(webhook).post(failure, limit: limit)
      }
    }
  }

  private func run(_ command: String, _ failure: Failure) async throws {
    let environment = [
      "IMGBUILD_NAME": failure.name ?? "", "IMGBUILD_RECIPE": failure.recipe,
      "IMGBUILD_STATUS": "\(failure.status)", "IMGBUILD_MESSAGE": failure.message,
      "IMGBUILD_LOG": failure.log ?? "",
    ]
    let status = try await withTimeLimit(limit, waitingFor: "the command of --on-failure") {
      try await ExternalTool.shell.run(
        ["-c", command], environment: environment,
        onLine: { OutputDescriptor.standardError.write(lines: [$0.sanitized]) })
    }
    guard status == 0 else {
      throw BuildError(
        .buildFailed, "telling of the failure: the command of --on-failure ended with \(status)")
    }
  }

  private func warning(_ body: () async throws -> Void) async {
    do {
      try await body()
    } catch {
      events.emit(.notice(.warning, message: error.reason))
    }
  }
}
