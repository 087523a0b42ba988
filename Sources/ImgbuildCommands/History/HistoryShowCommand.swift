import ArgumentParser
import BuildFoundation
import BuildHistory
import HostKit
import TerminalUI

/// `imgbuild history show`: one run.
struct HistoryShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a run: steps, seconds, sizes, and why it failed.")

  @Argument(
    help: "A run's number, an image's name or a recipe; default: the newest run.",
    completion: .recipes)
  var run: String?

  @Flag(help: "Print the run as JSON, packages included.")
  var json = false

  func run() async throws {
    guard let history = try await HistorySource.standard(), let details = try await history.run(run)
    else { throw HistorySource.empty("showing a run") }
    OutputDescriptor.standardOutput.write(
      lines: json ? [try CommandJSON.text(details)] : RunReport(details).lines(.standardOutput))
  }
}
