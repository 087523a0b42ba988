import BuildFoundation
import Foundation
import SystemPackage

extension LayerStore {
  /// All layers, those used last first; of two used at the same time, the lower one first.
  ///
  /// What builds add or remove meanwhile may be missing.
  public func layers() async throws -> [StoredLayer] {
    let store = try await lock()
    defer { withExtendedLifetime(store) {} }
    return layers(try inventory())
  }

  /// The store's lock is held.
  func layers(_ inventory: LayerInventory) -> [StoredLayer] {
    let live = inventory.live
    let liveKeys = Set(live.flatMap(\.keys))
    let liveFiles = Set(live.flatMap(\.files))
    var images: [LayerKey: Set<String>] = [:]
    for use in inventory.uses.values {
      for key in use.keys { images[key, default: []].insert(use.name) }
    }
    let layers = inventory.records.compactMap { key, record -> StoredLayer? in
      guard let file = record.chain.last, let status = FileStatus(recordPath(key)) else {
        return nil
      }
      return StoredLayer(
        key: key, record: record,
        size: FileStatus(path(file))?.allocated ?? ByteCount(bytes: 0),
        lastUse: status.modified, images: (images[key] ?? []).sorted(),
        isLive: liveKeys.contains(key) || liveFiles.contains(file))
    }
    return layers.sorted {
      ($1.lastUse, $0.record.files.count, $0.key.hex)
        < ($0.lastUse, $1.record.files.count, $1.key.hex)
    }
  }
}
