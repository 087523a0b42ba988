import BuildFoundation
import Foundation

/// The layers that rules give up.
///
/// Times decide only what goes first: a clock that was set back costs a layer at most, never one that
/// another stands on.
struct PruneSelection {
  private var kept: [LayerKey: StoredLayer]
  /// How many kept layers stand on a file, its own layer included.
  private var dependants: [String: Int] = [:]
  private(set) var dropped = Set<LayerKey>()

  init(_ layers: [StoredLayer], rules: PruneRules, now: Date) {
    kept = Dictionary(layers.map { ($0.key, $0) }) { first, _ in first }
    for layer in layers {
      for file in layer.record.chain { dependants[file, default: 0] += 1 }
    }
    if rules.all { drop { _ in true } }
    if let age = rules.unusedFor {
      let oldest = now.addingTimeInterval(-age.seconds)
      drop { $0.lastUse < oldest }
    }
    if let limit = rules.limit { shrink(to: limit) }
  }

  private var size: Int64 { kept.values.reduce(0) { $0 + $1.size.bytes } }

  private func isFree(_ layer: StoredLayer) -> Bool {
    !layer.isLive && (dependants[layer.file] ?? 0) <= 1
  }

  private mutating func drop(_ layer: StoredLayer) {
    kept[layer.key] = nil
    dropped.insert(layer.key)
    for file in layer.record.chain { dependants[file, default: 1] -= 1 }
  }

  /// Drops what `isOld` says, from the top down.
  private mutating func drop(where isOld: (StoredLayer) -> Bool) {
    while case let old = kept.values.filter({ isOld($0) && isFree($0) }), !old.isEmpty {
      for layer in old { drop(layer) }
    }
  }

  private mutating func shrink(to limit: ByteCount) {
    while size > limit.bytes,
      let oldest = kept.values.filter(isFree).min(by: {
        ($0.lastUse, $0.key.hex) < ($1.lastUse, $1.key.hex)
      })
    {
      drop(oldest)
    }
  }
}
