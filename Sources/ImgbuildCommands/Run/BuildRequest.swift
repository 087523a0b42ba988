import Bases
import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Recipes
import Steps
import SystemPackage

/// What the user asked for with `imgbuild run`.
struct BuildRequest {
  var recipe: Recipe
  var output: FilePath
  var accelerator: AcceleratorChoice
  var libvirtURI: String?
  var reusesLayers: Bool

  /// Where the artifact goes.
  var artifact: FilePath { output.appending(recipe.name.value) }

  /// The plan of the build; layers that depend on package mirrors are good for the day, in UTC.
  func plan() throws -> BuildPlan {
    try BuildPlan(
      recipe: recipe, base: RecipeBase.make(recipe), steps: RecipeSteps.make(recipe),
      sealing: Sealing(recipe.seal),
      freshness: Date.now.formatted(.iso8601.year().month().day()),
      toolVersion: ImgbuildCommand.version)
  }

  /// The manifest of the artifact that is there, if it is whole and what this plan would make.
  func upToDate(_ plan: BuildPlan) -> Manifest? {
    guard reusesLayers,
      let data = FileManager.default.contents(
        atPath: artifact.appending("manifest.json").string),
      let manifest = Manifest.read(from: data), manifest.key == plan.key,
      ["properties.json", "glance-create.sh"].allSatisfy({
        FileManager.default.fileExists(atPath: artifact.appending($0).string)
      }),
      // An image that cannot be read is as good as none.
      let digest = try? Digest.sha256(ofFile: artifact.appending(manifest.image.name)),
      digest.hex == manifest.image.sha256
    else { return nil }
    return manifest
  }
}
