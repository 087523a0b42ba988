import Bases
import BuildFoundation
import Foundation
import Pipeline
import TerminalUI

/// Makes room in the cache, and says what became of it.
struct CachePruning {
  /// Fetched files that no build has used for so many days go.
  static let downloadDays = 30

  let store: LayerStore
  let downloads: DownloadCache

  /// Prunes layers by the rules and downloads by their age; gives a line for each layer, and one of
  /// totals.
  func run(_ rules: PruneRules, dryRun: Bool, now: Date = Date()) async throws -> [String] {
    let layers = try await store.prune(rules, now: now, dryRun: dryRun)
    // A running build may be about to read what it has fetched.
    let isBusy = try await store.isInUse()
    let days = rules.all ? (isBusy ? 1 : 0) : Self.downloadDays
    let age = rules.unusedFor ?? Age(days: days).duration
    let files = try downloads.prune(
      unusedSince: now.addingTimeInterval(-age.seconds), dryRun: dryRun)
    let verb = dryRun ? "would remove" : "removed"
    let names = layers.layers.map { layer in
      "\(verb) \(layer.key)  \(layer.size)  \(layer.record.title.sanitized)"
    }
    let totals =
      "\(verb) \(CacheListing.count(layers.layers.count, "layer")), \(layers.freed), and "
      + "\(CacheListing.count(files.count, "download")), \(files.freed); "
      + "the layers that \(dryRun ? "would stay" : "stay") take \(layers.left)"
    return names + [totals]
  }
}
