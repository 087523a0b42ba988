import BuildFoundation
import Foundation
import SystemPackage

/// How much room a build takes, before it takes it.
struct SpaceEstimate: Equatable {
  /// What a base takes where no build tells: a small Debian.
  static let usualBase = ByteCount.gibibytes(1)
  /// What the layer of a step takes where no build tells.
  static let usualStep = ByteCount.mebibytes(256)
  /// What an artifact takes where no build tells.
  static let usualArtifact = ByteCount.gibibytes(1)
  /// What a build leaves free, and a little more: `LayerStore.checkSpace` wants it.
  static let reserve = ByteCount.mebibytes(256)

  /// New layers.
  var layers: ByteCount
  /// The artifact, which is made beside the previous one.
  var artifact: ByteCount
  /// Whether both are what the last build of the recipe took; otherwise at least a part is a guess.
  var isKnown: Bool

  /// An estimate for layers with the `keys`, of which those from `first` on are missing.
  ///
  /// A layer takes what it took in the `last` build, or what the layer in its place took there.
  init(keys: [LayerKey], from first: Int, last: LayerUse?, artifact: ByteCount?) {
    var isKnown = artifact != nil
    var sum: Int64 = 0
    for index in keys.indices.dropFirst(first) {
      let place = last?.keys.firstIndex(of: keys[index]) ?? index
      let size = last.flatMap { $0.sizes.indices.contains(place) ? $0.sizes[place] : nil }
      // Zero is a layer that was gone when the build ended.
      if let size, size.bytes > 0 {
        sum += size.bytes
      } else {
        isKnown = false
        sum += (index == 0 ? Self.usualBase : Self.usualStep).bytes
      }
    }
    layers = ByteCount(bytes: sum)
    self.artifact = artifact ?? Self.usualArtifact
    self.isKnown = isKnown
  }

  /// What is wrong with the room in two folders; nil when it is enough.
  ///
  /// Names what is needed, and what is free.
  func shortage(
    cache: (path: FilePath, space: FileSystemSpace),
    output: (path: FilePath, space: FileSystemSpace)
  ) -> String? {
    let source = isKnown ? "as its last build took" : "by estimate"
    func check(_ needed: Int64, _ place: (path: FilePath, space: FileSystemSpace)) -> String? {
      let needed = ByteCount(bytes: needed + Self.reserve.bytes)
      guard needed > place.space.free else { return nil }
      return "it needs \(needed) in \(place.path), \(source), and \(place.space.free) are free"
    }
    guard cache.space.device != output.space.device else {
      return check(layers.bytes + artifact.bytes, cache)
    }
    return check(layers.bytes, cache) ?? check(artifact.bytes, output)
  }
}
