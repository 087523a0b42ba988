public import BuildFoundation
public import Foundation
import SystemPackage

extension LayerStore {
  /// Removes what no recipe and no running build uses, and what `rules` give up; a `dryRun` only tells.
  public func prune(
    _ rules: PruneRules, now: Date = Date(), dryRun: Bool = false
  ) async throws -> PruneResult {
    let store = try await lock()
    defer { withExtendedLifetime(store) {} }
    let inventory = try inventory()
    // What no recipe uses goes anyway, and leaves more room for the rest.
    let unused = Set(unneeded(inventory))
    let all = layers(inventory)
    var used = all.filter { !unused.contains("\($0.key.hex).json") }
    if rules.keepsFailures { used = Self.keepingFailures(used) }
    let dropped = PruneSelection(used, rules: rules, now: now).dropped
    let names = unneeded(inventory, dropping: dropped)
    let gone = Set(names)
    let freed = names.filter { !Self.isRecord($0) }.reduce(0) {
      $0 + (FileStatus(path($1))?.allocated.bytes ?? 0)
    }
    if !dryRun { remove(names, inventory) }
    let (removed, left) = (
      all.filter { gone.contains("\($0.key.hex).json") },
      all.filter { !gone.contains("\($0.key.hex).json") }
    )
    return PruneResult(
      layers: removed, freed: ByteCount(bytes: freed),
      left: ByteCount(bytes: left.reduce(0) { $0 + $1.size.bytes }))
  }

  /// Removes files, records first, and the lists of recipes that have no layer any more.
  private func remove(_ names: [String], _ inventory: LayerInventory) {
    for name in names.filter(Self.isRecord) + names.filter({ !Self.isRecord($0) }) {
      unlink(path(name).string)
    }
    let gone = Set(names)
    let left = Set(
      inventory.names.filter { Self.isRecord($0) && !gone.contains($0) }
        .map { LayerKey(hex: String($0.dropLast(".json".count))) }
    ).union(inventory.live.flatMap(\.keys))
    for (name, use) in inventory.uses where !name.hasPrefix("use-") {
      // Layers below a failed disk are kept for its sake only.
      let needed = name.hasPrefix("failed-") ? use.keys.suffix(1) : use.keys[...]
      if left.isDisjoint(with: needed) { unlink(path(name).string) }
    }
  }

  /// The layers with failed disks, and what these stand on, as if they were in use.
  private static func keepingFailures(_ layers: [StoredLayer]) -> [StoredLayer] {
    let files = Set(layers.filter { $0.record.failure != nil }.flatMap(\.record.chain))
    return layers.map { layer in
      var layer = layer
      if files.contains(layer.file) { layer.isLive = true }
      return layer
    }
  }
}

extension LayerStore {
  /// What layers may take where the user does not say: half of what is free, and of what they take.
  public func usualLimit() async throws -> ByteCount {
    let used = try await layers().reduce(0) { $0 + $1.size.bytes }
    let free = FileSystemSpace(folder)?.free.bytes ?? 0
    return ByteCount(bytes: (used + free) / 2)
  }

  /// The files of layers of the chain `keys` that were made by builds that have ended.
  func earlierFiles(of keys: [LayerKey]) async throws -> Set<String> {
    let store = try await lock()
    defer { withExtendedLifetime(store) {} }
    let builds = try inventory().liveBuilds
    return Set(keys.flatMap { storedRecord($0)?.chain ?? [] })
      .filter { file in !builds.contains { file.contains($0) } }
  }

  /// Whether a build goes on now.
  public func isInUse() async throws -> Bool {
    let store = try await lock()
    defer { withExtendedLifetime(store) {} }
    return try !inventory().liveBuilds.isEmpty
  }
}
