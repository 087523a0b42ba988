import ArgumentParser
import BuildFoundation
import BuildHistory
import HostKit
import TerminalUI

/// `imgbuild history diff`: what changed between two runs.
struct HistoryDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what changed between two builds of an image.",
    usage: "imgbuild history diff [NAME] [OLD NEW] [--json]",
    discussion: """
      Without numbers of runs, the last two builds of the image that made a new one; without a \
      name, of the image that was built last.
      """)

  @Argument(help: "An image's name or a recipe, two numbers of runs, or both.")
  var builds: [String] = []

  @Flag(help: "Print the difference as JSON.")
  var json = false

  func validate() throws {
    if builds.count > 3 {
      throw ValidationError("diff takes a name and two numbers of runs, not \(builds.count) words.")
    }
  }

  func run() async throws {
    guard let history = try await HistorySource.standard() else {
      throw HistorySource.empty("comparing builds")
    }
    let (old, new) = try await history.pair(builds)
    guard let difference = BuildDifference(from: old, to: new) else {
      let bad = old.contents == nil ? old : new
      throw BuildError(
        .usage, "comparing builds: run \(bad.summary.id) made no image",
        hint: "imgbuild history list \(bad.summary.name) shows which did")
    }
    OutputDescriptor.standardOutput.write(
      lines: json
        ? [try CommandJSON.text(difference)]
        : DifferenceReport(difference).lines(
          width: TerminalSize.ofStandardOutput, style: .standardOutput))
  }
}
