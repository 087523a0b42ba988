import ArgumentParser
import Bases
import BuildFoundation
import Foundation
import HostKit
import Pipeline
import TerminalUI

/// `imgbuild cache prune`: makes room.
struct CachePruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove layers and downloads that are not needed.",
    discussion: """
      Removes what the last builds of no recipe use, and files that were fetched and not used for \
      \(CachePruning.downloadDays) days. A layer that a running build uses stays, and so does one that a \
      layer stands on that stays.
      """)

  @Option(help: "Also layers, and only downloads, not used for so long: 30d, 2w, 12h.")
  var olderThan: Age?

  @Option(help: "Also the layers used longest ago, until the others take no more than this: 20GiB.")
  var keepSize: ByteCount?

  @Flag(help: "All layers and downloads.")
  var all = false

  @Flag(help: "Show what would be removed, and remove nothing.")
  var dryRun = false

  func validate() throws {
    if all, olderThan != nil || keepSize != nil {
      throw ValidationError("--all leaves nothing for --older-than and --keep-size to choose from.")
    }
  }

  func run() async throws {
    let store = try CacheCommand.store()
    let pruning = CachePruning(store: store, downloads: DownloadCache(Folders.standard.downloads))
    let lines = try await pruning.run(
      PruneRules(unusedFor: olderThan?.duration, limit: keepSize, all: all), dryRun: dryRun)
    OutputDescriptor.standardOutput.write(lines: lines)
  }
}
