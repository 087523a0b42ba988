import Bases
import BuildFoundation
import Foundation
import Guests
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
  var secrets = SecretValues.none
  /// How many artifacts of the image are kept; nil for the new one only.
  var keep: Int?
  /// What all layers together may take; nil for the usual share of the disk.
  var cacheLimit: ByteCount?

  /// Where the artifact goes.
  var artifact: FilePath { output.appending(recipe.name.value) }

  /// The recipe's base, with what it is made from known by digest; may ask the network.
  ///
  /// A signal ends it with all that it has started, and is an `interrupted` error.
  func pinnedBase(events: any EventSink) async throws -> any BuildBase {
    let environment = BaseEnvironment(
      downloads: Folders.standard.downloads, libvirtURI: libvirtURI, domains: LibvirtDomains(),
      secrets: secrets)
    let recipe = recipe
    let task = Task {
      try await RecipeBase.pin(recipe, in: environment, report: StepReport("base", to: events))
    }
    let interruption = Interruption {
      task.cancel()
    } kill: {
    }
    defer { interruption.stop() }
    do {
      return try await task.value
    } catch {
      guard interruption.wasReceived else { throw error }
      throw BuildError(
        .interrupted, "building \(recipe.name.value): interrupted", cause: error)
    }
  }

  /// The plan of the build; layers that depend on package mirrors are good for the day, in UTC.
  func plan(on base: any BuildBase) throws -> BuildPlan {
    let steps = RecipeSteps.make(recipe, secrets: secrets)
    let areAnyOffline = (base.finishingSteps + steps).contains { $0.place == .appliance }
    return try BuildPlan(
      recipe: recipe, base: base, steps: steps,
      sealing: Sealing(recipe.seal, relabels: areAnyOffline),
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
