import Bases
import BuildFoundation
import Foundation
import HostKit
import Pipeline

extension BuildSession {
  /// Brings the layers below their limit, those used longest ago first, and removes old downloads.
  ///
  /// A build does not fail because there is no room to be made.
  func limitCache(events: any EventSink) async {
    do {
      let store = try LayerStore(folder: folders.layers)
      let limit: ByteCount
      if let given = request.cacheLimit {
        limit = given
      } else {
        limit = try await store.usualLimit()
      }
      let pruned = try await store.prune(PruneRules(limit: limit, keepsFailures: true))
      if !pruned.layers.isEmpty {
        events.emit(
          .notice(
            .info,
            message: "removed \(CacheListing.count(pruned.layers.count, "layer")) that "
              + "builds used longest ago, \(pruned.freed): all layers may take \(limit)"))
      }
      let age = Age(days: CachePruning.downloadDays).duration
      _ = try DownloadCache(folders.downloads).prune(
        unusedSince: Date().addingTimeInterval(-age.seconds))
    } catch {
      events.emit(.notice(.warning, message: "limiting the cache: \(error.reason)"))
    }
  }
}
