import BuildFoundation
import Foundation
import SystemPackage

extension LayerStore {
  /// The disk that the last failure of the plan's recipe left, if it was kept and is still whole.
  public func failedDisk(of plan: BuildPlan) -> LayerRecord? {
    failedKey(of: plan.identity).flatMap { record($0) }
  }

  /// Keeps the disk of a failed build of `recipe`, in place of what an earlier failure left.
  ///
  /// `keys` are the layers that the disk stands on, bottom first, and go with it at the earliest.
  func keepFailure(_ record: LayerRecord, on keys: [LayerKey], of recipe: String) async throws {
    let store = try await lock()
    defer { withExtendedLifetime(store) {} }
    let key = LayerKey(on: keys.last, [KeyField("failed", recipe)])
    forget(key)
    try publish(key, record)
    try write(LayerUse(keys: keys + [key], recipe: recipe), to: failedPath(recipe))
  }

  /// Forgets the disk that a failure left; its files go with the next pruning.
  func dropFailure(of recipe: String) {
    failedKey(of: recipe).map(forget)
    unlink(failedPath(recipe).string)
  }

  private func failedKey(of recipe: String) -> LayerKey? { use(in: failedPath(recipe))?.keys.last }

  private func failedPath(_ recipe: String) -> FilePath {
    path("failed-\(Self.token(recipe)).json")
  }
}

extension LayerStore {
  /// Says that `id` reads the files of a layer, until `release` or the end of the process; nothing is
  /// removed of them meanwhile.
  ///
  /// Throws a `buildFailed` error when one of them is not there any more.
  func hold(_ record: LayerRecord, as id: String, recipe: String) async throws -> FileLock {
    let store = try await lock()
    defer { withExtendedLifetime(store) {} }
    if let fault = fault(in: record) {
      throw BuildError(.buildFailed, "opening the layer “\(record.title)”: \(fault)")
    }
    guard let use = try FileLock(usePath(id)) else {
      throw BuildError(.defect, "locking a layer as \(id): another build has this name")
    }
    try write(LayerUse(keys: [], files: record.chain, recipe: recipe), to: usePath(id))
    return use
  }

  /// Ends what `hold` began.
  func release(_ id: String) async throws {
    let store = try await lock()
    defer { withExtendedLifetime(store) {} }
    unlink(usePath(id).string)
    removeUnneeded(try inventory())
  }
}
