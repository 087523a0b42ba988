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
  /// What is done about a failure.
  var onError = OnError.cleanup
  /// Where the image is published; nil for nowhere.
  var publication: PublicationOptions?
  /// The command that looks at the disk of a failed build.
  var lookCommand: String?
  /// What mirrors have answered already: the base and all steps see one state of each.
  var indexes = IndexFiles()

  /// Where the artifact goes.
  var artifact: FilePath { output.appending(recipe.name.value) }

  /// The plan of the build, with what its base and its steps are made from known by digest, and its steps keyed by
  /// what package repositories serve now; may ask the network.
  ///
  /// A signal ends it with all that it has started, and is an `interrupted` error.
  func pinnedPlan(events: any EventSink) async throws -> BuildPlan {
    let task = Task {
      let base = try await pinnedBase(events: events)
      let files = try await StepFiles.pinned(
        for: recipe, downloads: Folders.standard.downloads, report: StepReport("base", to: events))
      return try await plan(on: base, files: files).asking(repositories, events: events)
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

  /// What is known of the repositories of guests.
  var repositories: RepositoryStates {
    RepositoryStates(
      RepositoryIndexes(downloads: Folders.standard.downloads, files: indexes),
      lists: RepositoryLists(layers: Folders.standard.layers))
  }

  private func pinnedBase(events: any EventSink) async throws -> any BuildBase {
    let environment = BaseEnvironment(
      downloads: Folders.standard.downloads, libvirtURI: libvirtURI, domains: LibvirtDomains(),
      secrets: secrets, indexes: indexes)
    return try await RecipeBase.pin(
      recipe, in: environment, report: StepReport("base", to: events))
  }

  /// The plan of the build, before repositories are asked: layers that depend on them are good for the
  /// day, in UTC.
  func plan(on base: any BuildBase, files: StepFiles = .none) throws -> BuildPlan {
    let steps = RecipeSteps.make(recipe, secrets: secrets, files: files)
    let areAnyOffline = (base.finishingSteps + steps).contains { $0.place == .appliance }
    return try BuildPlan(
      recipe: recipe, base: base, steps: steps,
      sealing: Sealing(recipe.seal, relabels: areAnyOffline),
      day: Date.now.formatted(.iso8601.year().month().day()),
      toolVersion: ImgbuildCommand.version)
  }

  /// Which layers of the plan are there.
  func forecast(_ plan: BuildPlan) -> BuildForecast {
    BuildForecast(
      plan, store: try? LayerStore(folder: Folders.standard.layers), reusesLayers: reusesLayers)
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
