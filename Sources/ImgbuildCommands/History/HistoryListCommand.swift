import ArgumentParser
import BuildFoundation
import BuildHistory
import Foundation
import HostKit
import TerminalUI

/// `imgbuild history list`: the newest runs.
struct HistoryListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the newest runs.")

  @Argument(help: "An image's name or a recipe; default: all.", completion: .recipes)
  var build: String?

  @Option(help: "How many runs.")
  var limit = 20

  @Flag(help: "Print the runs as JSON.")
  var json = false

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit must be at least 1.") }
  }

  func run() async throws {
    let history = try await HistorySource.standard()
    let selection = try await history?.selection(build) ?? RunSelection()
    let runs = try await history?.database.runs(selection, limit: limit) ?? []
    if json { return OutputDescriptor.standardOutput.write(lines: [try CommandJSON.text(runs)]) }
    guard !runs.isEmpty else {
      return OutputDescriptor.standardOutput.write(lines: [HistorySource.nothing])
    }
    OutputDescriptor.standardOutput.write(
      lines: RunTable(runs).lines(width: TerminalSize.ofStandardOutput, style: .standardOutput))
  }
}
