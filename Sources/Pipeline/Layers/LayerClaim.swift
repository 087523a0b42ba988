import BuildFoundation
import Synchronization

/// The layers that a build alone makes, for as long as this lives.
///
/// Other builds that need one of them wait for it. The kernel gives them free however the process
/// ends.
final class LayerClaim: Sendable {
  private let locks: Mutex<[LayerKey: FileLock]>

  init(_ locks: [LayerKey: FileLock]) {
    self.locks = Mutex(locks)
  }

  /// Whether the layer is still this build's to make.
  func holds(_ key: LayerKey) -> Bool { locks.withLock { $0[key] != nil } }

  /// Lets others have the layer, which was published.
  func release(_ key: LayerKey) { locks.withLock { $0[key] = nil } }

  /// Lets others have all layers but `keys`, because the build does not make them any more.
  func release(allBut keys: Set<LayerKey>) {
    locks.withLock { locks in locks = locks.filter { keys.contains($0.key) } }
  }

  func add(_ lock: FileLock, for key: LayerKey) { locks.withLock { $0[key] = lock } }
}
