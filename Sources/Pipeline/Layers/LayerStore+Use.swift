public import BuildFoundation
import Foundation
import SystemPackage

extension LayerStore {
  func usePath(_ id: String) -> FilePath { folder.appending("use-\(id).lock") }

  func attemptPath(_ recipe: String) -> FilePath {
    path("attempt-\(Self.token(recipe)).json")
  }

  private func successPath(_ recipe: String) -> FilePath {
    path("recipe-\(Self.token(recipe)).json")
  }

  /// Says that the build `id` of `recipe` relies on the layers `keys`, for as long as the result
  /// lives, and removes what no build needs any more.
  public func use(
    _ keys: [LayerKey], build id: String, recipe: String
  ) async throws -> FileLock {
    let store = try await lock()
    defer { withExtendedLifetime(store) {} }
    guard let use = try FileLock(usePath(id)) else {
      throw BuildError(.defect, "locking the layers of build \(id): another build has this name")
    }
    let files = keys.compactMap { record($0)?.chain }.flatMap { $0 }
    try write(LayerUse(keys: keys, files: files, recipe: recipe), to: usePath(id))
    try write(LayerUse(keys: keys, recipe: recipe), to: attemptPath(recipe))
    removeUnneeded(try inventory())
    return use
  }

  /// Ends the use that `use(_:build:recipe:)` began.
  ///
  /// The layers of a recipe's last success and of its last attempt are kept, and a failed disk until the
  /// next success; what neither they nor a running build need is removed, so that a recipe costs the
  /// disk at most three chains.
  public func finish(
    _ keys: [LayerKey], build id: String, recipe: String, succeeded: Bool
  ) async throws {
    let store = try await lock()
    defer { withExtendedLifetime(store) {} }
    unlink(usePath(id).string)
    if succeeded {
      let sizes = keys.map { key in
        record(key)?.chain.last.flatMap { FileStatus(path($0)) }?.allocated ?? ByteCount(bytes: 0)
      }
      try write(LayerUse(keys: keys, recipe: recipe, sizes: sizes), to: successPath(recipe))
      unlink(attemptPath(recipe).string)
      dropFailure(of: recipe)
    }
    removeUnneeded(try inventory())
  }

  /// What the last build of a recipe that succeeded left; nil when there was none.
  func lastSuccess(of recipe: String) -> LayerUse? { use(in: successPath(recipe)) }

  /// The layers of the recipe's last attempt, where it did not succeed, and of its last success.
  func earlierKeys(of recipe: String) -> [[LayerKey]] {
    [attemptPath(recipe), successPath(recipe)].compactMap { use(in: $0)?.keys }
  }

  static func token(_ recipe: String) -> String {
    String(Digest.sha256(recipe).hex.prefix(16))
  }

  func lock() async throws -> FileLock {
    try await FileLock.wait(for: folder.appending("store.lock"), limit: .seconds(60))
  }

  func write(_ use: LayerUse, to path: FilePath) throws {
    do {
      // In place, not by renaming: the lock is on this very file.
      try JSONEncoder.layers.encode(use).write(to: URL(filePath: path.string))
    } catch {
      throw BuildError(
        .host, "writing \(path): \(error.reason)", hint: "is the disk full?")
    }
  }

  func use(in path: FilePath) -> LayerUse? {
    FileManager.default.contents(atPath: path.string).flatMap {
      try? JSONDecoder.layers.decode(LayerUse.self, from: $0)
    }
  }

  /// What there is; removes the marks of builds that are gone.
  ///
  /// The store's lock is held.
  func inventory() throws -> LayerInventory {
    var inventory = LayerInventory()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    for name in names {
      let isUse = name.hasPrefix("use-")
      // Locks are taken and removed under the store's lock only: nobody has one that has no name.
      if isUse || name.hasPrefix("making-"), try FileLock(path(name)) != nil {
        unlink(path(name).string)
        continue
      }
      inventory.names.append(name)
      if Self.isRecord(name) {
        let key = LayerKey(hex: String(name.dropLast(".json".count)))
        inventory.records[key] = storedRecord(key)
      }
      if isUse {
        let id = name.dropFirst("use-".count).dropLast(".lock".count)
        inventory.liveBuilds.append(String(id))
      }
      guard LayerUse.prefixes.contains(where: name.hasPrefix) else { continue }
      inventory.uses[name] = use(in: path(name))
    }
    return inventory
  }

  /// Removes what no build needs; the store's lock is held.
  func removeUnneeded(_ inventory: LayerInventory) {
    for name in unneeded(inventory) { unlink(path(name).string) }
  }

  /// The names of layers and records that neither a recipe nor a running build needs, if all layers
  /// `dropped` are given up.
  func unneeded(_ inventory: LayerInventory, dropping dropped: Set<LayerKey> = []) -> [String] {
    let keys = Set(inventory.uses.values.flatMap(\.keys)).subtracting(dropped)
    // Records whose files are damaged stay for the build that makes the layer anew, and says why.
    let records = keys.compactMap { key in inventory.records[key].map { (key, $0) } }
    let files = Set(inventory.uses.values.flatMap(\.files) + records.flatMap(\.1.chain))
    let recordNames = Set(records.map { "\($0.0.hex).json" })
    return inventory.names.filter { name in
      if Self.isRecord(name) { return !recordNames.contains(name) }
      guard name.hasSuffix(".qcow2") || name.hasSuffix(".qcow2.tmp") else { return false }
      return !files.contains(name) && !inventory.liveBuilds.contains { name.contains($0) }
    }
  }

  static func isRecord(_ name: String) -> Bool {
    name.count == LayerKey.digits + ".json".count && name.hasSuffix(".json")
  }
}
