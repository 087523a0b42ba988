import BuildFoundation
import Foundation
import ImageProperties
import Recipes
public import SystemPackage

/// One build from plan to artifact: layers, seal, facts, properties, file, verification.
public struct BuildRunner: Sendable {
  let plan: BuildPlan
  private let host: any BuildHost
  let store: LayerStore
  private let scratch: BuildScratch
  let activities: ActivityRunner
  let settings: Settings
  private let repositories: RepositoryStates?

  /// What a command line decides about a build.
  public struct Settings: Sendable {
    /// The folder that holds the artifact's folder.
    public var output: FilePath
    /// Whether layers of earlier builds may be used.
    public var reusesLayers: Bool
    /// Files that are copied into the artifact, by their names there.
    public var logs: [String: FilePath]
    /// How many artifacts of the image are kept; nil for the new one only.
    public var keep: Int?
    /// What is done about a failure before its guest and its disk are gone.
    public var onError: FailureAction
    /// The version of imgbuild, for the manifest.
    public var toolVersion: String

    /// Makes settings.
    public init(
      output: FilePath, reusesLayers: Bool = true, logs: [String: FilePath] = [:],
      keep: Int? = nil, onError: FailureAction = .cleanup, toolVersion: String
    ) {
      self.output = output
      self.reusesLayers = reusesLayers
      self.logs = logs
      self.keep = keep
      self.onError = onError
      self.toolVersion = toolVersion
    }
  }

  /// Makes a runner; nothing happens before `run()`.
  ///
  /// Without `repositories` nothing is learnt, and what depends on these is good for the day.
  public init(
    _ plan: BuildPlan, host: any BuildHost, store: LayerStore, scratch: BuildScratch,
    events: any EventSink, settings: Settings, repositories: RepositoryStates? = nil
  ) {
    self.plan = plan
    self.host = host
    self.store = store
    self.scratch = scratch
    self.settings = settings
    self.repositories = repositories
    activities = ActivityRunner(events: events)
  }

  /// Builds, and leaves either a whole new artifact or the previous one.
  ///
  /// Throws `BuildError`; when the task is cancelled, with code `interrupted`.
  public func run() async throws -> BuildResult {
    let recipe = plan.identity
    let use: FileLock
    do {
      use = try await store.use(plan.layerKeys, build: scratch.id, recipe: recipe)
    } catch {
      throw explained(error)
    }
    defer { withExtendedLifetime(use) {} }
    let result: Result<BuildResult, any Error>
    let failure = FailureResponse(
      settings.onError, plan: plan, host: host, store: store, scratch: scratch,
      events: activities.events)
    do {
      result = .success(try await build(failure))
    } catch {
      failure.finish(error)
      result = .failure(error)
    }
    // In a task of its own: a cancelled one could not wait for the store's lock.
    await Task {
      let made = try? result.get().manifest.steps.map(\.key)
      try? await store.finish(
        made ?? plan.layerKeys, build: scratch.id, recipe: recipe, succeeded: made != nil)
    }.value
    return try result.mapError(explained).get()
  }

  /// Between two rows a call that is torn down fails in its own words; the reason is ours.
  private func explained(_ error: any Error) -> any Error {
    let doing = "building \(plan.recipe.name.value)"
    let failure = BuildError.wrapping(error, doing: doing)
    guard Task.isCancelled, failure.code != .interrupted else { return failure }
    return BuildError(.interrupted, "\(doing): interrupted", cause: failure)
  }

  private func build(_ failure: FailureResponse) async throws -> BuildResult {
    let name = plan.recipe.name.value
    let path = settings.output.appending(name)
    let folder = ArtifactFolder(path: path, partial: try scratch.partialOutput(path))
    try folder.begin()
    do {
      let manifest = try await makeFiles(in: folder, failure)
      for problem in try folder.publish(keeping: settings.keep, exchange: host.exchange) {
        activities.events.emit(.notice(.warning, message: problem))
      }
      return BuildResult(folder: folder.path, manifest: manifest)
    } catch {
      folder.discard()
      throw error
    }
  }

  private func makeFiles(
    in folder: ArtifactFolder, _ failure: FailureResponse
  ) async throws -> Manifest {
    let name = plan.recipe.name.value
    let layerStage = LayerStage(
      plan: plan, host: host, store: store, scratch: scratch, activities: activities,
      reusesLayers: settings.reusesLayers, repositories: repositories,
      failure: failure)
    let start = try await layerStage.start()
    try checkSpace(for: start)
    activities.events.emit(.buildStarted(name: name, activities: start.activities))
    let disk = try await layerStage.run(from: start)
    let (image, artifactSeconds) = try await ArtifactStage(
      host: host, activities: activities, folder: folder, fileName: "\(name).qcow2"
    ).run(disk)
    let sealed = disk.seal
    let verification: VerificationReport?
    do {
      verification = try await verify(image, sealed.stamped.hardware, in: folder, failure)
    } catch {
      await failure.keep(disk.overlay, of: disk.failed, after: error)
      throw error
    }
    let manifest = Manifest(
      name: name, imgbuild: settings.toolVersion, created: Date(),
      recipe: .init(
        file: plan.recipe.path.lastComponent?.string ?? name, sha256: plan.recipe.digest.hex),
      key: disk.key,
      inputs: plan.steps.reduce(into: disk.inputs) { $0.merge($1.step.pins) { base, _ in base } },
      steps: disk.steps,
      stages: [
        "seal": sealed.seconds, "artifact": artifactSeconds, "verify": verification?.seconds ?? 0,
      ],
      image: image, facts: sealed.facts, properties: sealed.stamped.properties.sorted,
      profile: (plan.recipe.profile?.value ?? .openStack).name,
      mismatches: sealed.stamped.mismatches.isEmpty ? nil : sealed.stamped.mismatches,
      verification: verification)
    try write(manifest, sealed.stamped.properties, to: folder)
    return manifest
  }

  private func verify(
    _ image: ImageFile, _ properties: PropertySet, in folder: ArtifactFolder,
    _ failure: FailureResponse
  ) async throws -> VerificationReport? {
    guard let verification = plan.recipe.verification else { return nil }
    let path = folder.partial.appending(image.name)
    let report = try await VerifyStage(
      recipe: plan.recipe, host: host, activities: activities, failure: failure
    ).run(verification, image: path, properties: properties, id: scratch.id)
    // What was verified is what is handed out.
    guard try await FileHasher().sha256(of: path).hex == image.sha256 else {
      throw BuildError(
        .defect, "verifying \(image.name): the file changed while its overlay was booted")
    }
    return report
  }

  private func write(
    _ manifest: Manifest, _ properties: PropertySet, to folder: ArtifactFolder
  ) throws {
    let glance = GlanceFiles(name: manifest.name, image: manifest.image, properties: properties)
    try folder.write("properties.json", try glance.propertiesJSON())
    try folder.write(
      "glance-create.sh", Data(glance.createScript().utf8), isExecutable: true)
    try folder.write("manifest.json", try manifest.encoded())
    for (name, file) in settings.logs.sorted(by: { $0.key < $1.key }) {
      try folder.copy(file, as: name)
    }
  }
}
