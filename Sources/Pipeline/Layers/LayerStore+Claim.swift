import BuildFoundation
import Foundation
import SystemPackage

extension LayerStore {
  /// What a build that asks for its layers is told.
  enum ClaimAnswer {
    /// It starts above the newest layer that is there, and all that it will make are its own.
    case granted(LayerClaim, reached: (index: Int, record: LayerRecord)?, faults: [Fault])
    /// Another build makes one of them; nil when that one is not known.
    case held(LayerKey, by: LayerHolder?)
  }

  /// A layer that is written down and cannot be used.
  struct Fault: Equatable {
    var title: String
    var reason: String
  }

  /// Finds the newest layer of the chain `keys` that is there, and takes all above it for the build
  /// `id`, which has called `use`.
  ///
  /// All or nothing, and without waiting: nobody waits while holding anything, so no two builds can
  /// wait for each other. Layers that stand on one of the files `old` count as not there. Those that
  /// cannot be used are forgotten.
  func claim(
    _ keys: [LayerKey], ignoring old: Set<String> = [], build id: String, recipe: String
  ) async throws -> ClaimAnswer {
    let store = try await lock()
    defer { withExtendedLifetime(store) {} }
    let reached = newest(of: keys, ignoring: old)
    let missing = keys.dropFirst(reached.map { $0.index + 1 } ?? 0)
    var locks: [LayerKey: FileLock] = [:]
    for key in missing {
      guard let lock = try FileLock(claimPath(key)) else {
        return .held(key, by: holder(of: key))
      }
      locks[key] = lock
    }
    let use = LayerUse(keys: keys, files: reached?.record.chain ?? [], recipe: recipe)
    try write(use, to: usePath(id))
    sign(missing, for: use.name)
    keys.prefix(keys.count - missing.count).forEach(touch)
    return .granted(LayerClaim(locks), reached: reached, faults: forgetUnusable(missing))
  }

  /// Makes a claim one on the layers `keys`, as far as nobody else makes them; the store's lock is held.
  func move(_ claim: LayerClaim, to keys: ArraySlice<LayerKey>, of recipe: String) throws {
    let taken = try keys.filter { key in
      guard !claim.holds(key), let lock = try FileLock(claimPath(key)) else { return false }
      claim.add(lock, for: key)
      return true
    }
    sign(taken[...], for: LayerUse(keys: [], recipe: recipe).name)
    claim.release(allBut: Set(keys))
  }

  /// The newest layer of a chain that is there.
  func newest(
    of keys: [LayerKey], ignoring old: Set<String> = []
  ) -> (index: Int, record: LayerRecord)? {
    for (index, key) in keys.enumerated().reversed() {
      if let record = record(key), old.isDisjoint(with: record.chain) { return (index, record) }
    }
    return nil
  }

  /// Marks a layer as used now, for the order in which layers are pruned.
  private func touch(_ key: LayerKey) {
    utimensat(AT_FDCWD, recordPath(key).string, nil, 0)
  }

  private func forgetUnusable(_ keys: ArraySlice<LayerKey>) -> [Fault] {
    keys.compactMap { key in
      // One that is there and can be used is replaced once there is a newer one.
      guard record(key) == nil else { return nil }
      let stored = storedRecord(key)
      forget(key)
      guard let stored, let reason = fault(in: stored) else { return nil }
      return Fault(title: stored.title, reason: reason)
    }
  }

  private func sign(_ keys: ArraySlice<LayerKey>, for image: String) {
    guard let text = try? JSONEncoder.layers.encode(LayerHolder(image: image)) else { return }
    // In place: the lock is on this very file. Without it, others wait for somebody unknown.
    for key in keys { try? text.write(to: URL(filePath: claimPath(key).string)) }
  }

  private func holder(of key: LayerKey) -> LayerHolder? {
    FileManager.default.contents(atPath: claimPath(key).string).flatMap {
      try? JSONDecoder.layers.decode(LayerHolder.self, from: $0)
    }
  }

  func claimPath(_ key: LayerKey) -> FilePath { folder.appending("making-\(key.hex).lock") }
}
