import BuildFoundation
import SystemPackage

extension LayerStore {
  /// Says that the build `id` of `recipe` makes the layers `keys` in place of those that it was
  /// planned with, because it has learnt what some of them are keyed by.
  ///
  /// Should the build die, the next one finds them. Its claim is then on those of `keys` from the index
  /// `first` on that nobody else makes; the build is at work and does not wait. Another build may make the
  /// others at the same time: the first to publish wins.
  func rekey(
    _ keys: [LayerKey], of claim: LayerClaim, from first: Int, build id: String, recipe: String
  ) async throws {
    let store = try await lock()
    defer { withExtendedLifetime(store) {} }
    for path in [usePath(id), attemptPath(recipe)] {
      guard var use = use(in: path) else { continue }
      use.keys = keys
      try write(use, to: path)
    }
    try move(claim, to: keys.dropFirst(first), of: recipe)
  }

  /// How many of the layers `keys`, bottom first, need not be made.
  func count(of keys: [LayerKey]) -> Int { newest(of: keys).map { $0.index + 1 } ?? 0 }
}
