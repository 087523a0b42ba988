public import BuildFoundation
import Foundation
import SystemPackage

extension LayerStore {
  private func usePath(_ id: String) -> FilePath { folder.appending("use-\(id).lock") }

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
    try write(LayerUse(keys: keys, files: files), to: usePath(id))
    try write(LayerUse(keys: keys, files: []), to: path("attempt-\(Self.token(recipe)).json"))
    try prune()
    return use
  }

  /// Ends the use that `use(_:build:recipe:)` began.
  ///
  /// The layers of a recipe's last success and of its last attempt are kept; what neither they nor a
  /// running build need is removed, so that a recipe costs the disk at most two chains.
  public func finish(
    _ keys: [LayerKey], build id: String, recipe: String, succeeded: Bool
  ) async throws {
    let store = try await lock()
    defer { withExtendedLifetime(store) {} }
    unlink(usePath(id).string)
    if succeeded {
      let token = Self.token(recipe)
      try write(LayerUse(keys: keys, files: []), to: path("recipe-\(token).json"))
      unlink(path("attempt-\(token).json").string)
    }
    try prune()
  }

  private static func token(_ recipe: String) -> String {
    String(Digest.sha256(recipe).hex.prefix(16))
  }

  private func lock() async throws -> FileLock {
    try await FileLock.wait(for: folder.appending("store.lock"), limit: .seconds(60))
  }

  private func write(_ use: LayerUse, to path: FilePath) throws {
    do {
      // In place, not by renaming: the lock is on this very file.
      try JSONEncoder.layers.encode(use).write(to: URL(filePath: path.string))
    } catch {
      throw BuildError(
        .host, "writing \(path): \(error.reason)", hint: "is the disk full?")
    }
  }

  private func prune() throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    var keys = Set<LayerKey>()
    var files = Set<String>()
    var liveBuilds: [String] = []
    for name in names where LayerUse.prefixes.contains(where: name.hasPrefix) {
      if name.hasPrefix("use-") {
        if try FileLock(path(name)) != nil {
          unlink(path(name).string)
          continue
        }
        liveBuilds.append(String(name.dropFirst("use-".count).dropLast(".lock".count)))
      }
      guard let use = use(in: name) else { continue }
      keys.formUnion(use.keys)
      files.formUnion(use.files)
    }
    let records = keys.compactMap { key in record(key).map { (key, $0) } }
    files.formUnion(records.flatMap(\.1.chain))
    let recordNames = Set(records.map { recordPath($0.0).lastComponent?.string ?? "" })
    for name in names {
      let isLayer = name.hasSuffix(".qcow2") && !liveBuilds.contains { name.contains($0) }
      let isRecord = name.count == LayerKey.digits + ".json".count && name.hasSuffix(".json")
      if isLayer && !files.contains(name) || isRecord && !recordNames.contains(name) {
        unlink(path(name).string)
      }
    }
  }

  private func use(in name: String) -> LayerUse? {
    FileManager.default.contents(atPath: path(name).string).flatMap {
      try? JSONDecoder.layers.decode(LayerUse.self, from: $0)
    }
  }
}
