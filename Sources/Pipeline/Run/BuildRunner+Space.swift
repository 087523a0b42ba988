import BuildFoundation
import Foundation
import Recipes
import SystemPackage

extension BuildRunner {
  /// Throws a `host` error when the disk is going to be full before the build is done, going by its last
  /// one; warns when it may be, going by what builds usually take.
  func checkSpace(for start: LayerStart) throws {
    let artifact = settings.output.appending(plan.recipe.name.value)
    let manifest = FileManager.default.contents(
      atPath: artifact.appending("manifest.json").string
    ).flatMap { Manifest.read(from: $0) }
    let estimate = SpaceEstimate(
      keys: start.plan.layerKeys, from: start.cached.count,
      last: store.lastSuccess(of: plan.identity),
      artifact: manifest?.image.size)
    guard let cache = FileSystemSpace(store.folder), let output = FileSystemSpace(settings.output),
      let shortage = estimate.shortage(
        cache: (store.folder, cache), output: (settings.output, output))
    else { return }
    let hint = "make room there: imgbuild cache prune --older-than 7d; or set XDG_CACHE_HOME"
    guard estimate.isKnown else {
      activities.events.emit(
        .notice(.warning, message: "the disk may be too small for the build: \(shortage)"))
      return
    }
    throw BuildError(.host, "building \(plan.recipe.name.value): \(shortage)", hint: hint)
  }
}
