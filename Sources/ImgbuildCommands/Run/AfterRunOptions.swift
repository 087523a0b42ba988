import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import SystemPackage
import TerminalUI

/// What a run is told about the time after its builds.
struct AfterRunOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep this many artifacts of an image, older ones as NAME.previous-DATE beside the new one.",
      valueName: "n"))
  var keep: Int?

  @Option(
    help: ArgumentHelp(
      """
      A command for the shell when a build fails; IMGBUILD_NAME, _RECIPE, _STATUS, _MESSAGE and _LOG \
      tell it what.
      """, valueName: "command"))
  var onFailure: String?

  @Option(
    help: ArgumentHelp(
      "A URL that gets a POST with JSON when a build fails, or @FILE that has the URL in it.",
      valueName: "url"))
  var webhook: String?

  /// What schedules say, so that no two runs of one are at work at once.
  @Option(name: .customLong("lock"), help: .hidden)
  var lock: String?

  func validate() throws {
    if let keep, keep < 1 {
      throw ValidationError("--keep must be at least 1: the new artifact counts.")
    }
    if let webhook, !webhook.hasPrefix("@"), Webhook(webhook) == nil {
      throw ValidationError("--webhook must begin with http:// or https://, or with @ and a file.")
    }
  }

  /// Who is told of failures.
  var report: FailureReport { FailureReport(command: onFailure, webhook: webhook) }

  /// The lock that the run holds to its end; nil where none was asked for.
  func takeLock() throws -> FileLock? {
    guard let lock else { return nil }
    try PrivateFolder.make(FilePath.absolute(lock).removingLastComponent())
    guard let held = try FileLock(.absolute(lock)) else {
      throw BuildError(
        .host, "starting the scheduled builds: another run of the schedule is still at work",
        hint: "it holds \(lock)")
    }
    return held
  }

  /// Runs `body`; an error that belongs to no build, such as a fault in the recipe, is reported too.
  func reporting(_ recipes: [String], _ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let error as BuildError {
      if error.code != .interrupted {
        await report.send(
          .init(
            name: nil, recipe: recipes.map { FilePath.absolute($0).string }.joined(separator: " "),
            status: error.code.exitStatus, message: error.message, log: nil))
      }
      throw error
    }
  }
}
