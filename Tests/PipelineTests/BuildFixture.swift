import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport

/// Folders in which one recipe is built again and again by fake hosts.
struct BuildFixture {
  let folder: TemporaryFolder
  let store: LayerStore

  init() throws {
    folder = try TemporaryFolder()
    store = try LayerStore(folder: folder.path.appending("layers"))
  }

  var output: FilePath { folder.path.appending("output") }
  var artifact: FilePath { output.appending("web") }

  func plan(
    _ steps: [FakeStep], recipe: Recipe = .sample(), base: FakeBase = FakeBase(),
    day: String = "today"
  ) throws -> BuildPlan {
    try BuildPlan(
      recipe: recipe, base: base, steps: steps, sealing: FakeStep("seal"), day: day,
      toolVersion: "1")
  }

  /// Builds as one process would; `id` is unique to the build.
  @discardableResult func build(
    _ steps: [FakeStep], recipe: Recipe = .sample(), on host: FakeHost = FakeHost(),
    events: EventRecorder = EventRecorder(), id: String = UUID().uuidString,
    onError: FailureAction = .cleanup, reusesLayers: Bool = true, logs: [String: FilePath] = [:],
    day: String = "today", repositories: RepositoryStates? = nil
  ) async throws -> BuildResult {
    let scratch = BuildScratch(
      id: id, folder: folder.path, onProcess: { _, _ in },
      partialOutput: { $0.removingLastComponent().appending(".web-\(id)") })
    var plan = try plan(steps, recipe: recipe, day: day)
    if let repositories { plan = try await plan.asking(repositories, events: events) }
    return try await BuildRunner(
      plan, host: host, store: store, scratch: scratch, events: events,
      settings: .init(
        output: output, reusesLayers: reusesLayers, logs: logs, onError: onError,
        toolVersion: "1.2.3"),
      repositories: repositories
    ).run()
  }

  /// The failure of a build that must fail.
  func failure(_ build: () async throws -> BuildResult) async throws -> BuildError {
    do {
      _ = try await build()
    } catch let error as BuildError {
      return error
    }
    throw BuildError(.defect, "the build did not fail")
  }

  /// The content of each file of the artifact, by name.
  func artifactFiles() throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: artifact.string)
    return Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, FileManager.default.contents(atPath: artifact.appending($0).string) ?? Data())
      })
  }

  /// The names in a folder, hidden ones included.
  func names(in folder: FilePath) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []).sorted()
  }
}

extension FakeHost {
  /// The texts that steps wrote, seal included.
  var written: [String] {
    calls.filter { $0.hasPrefix("write ") }.map { String($0.dropFirst(6)) }
  }
}

extension EventRecorder {
  /// The activities that began, in order.
  var started: [String] {
    events.compactMap { if case .started(let activity) = $0.kind { activity.id } else { nil } }
  }

  /// How the activities ended, in order.
  var finished: [(id: String, outcome: BuildEvent.Outcome)] {
    events.compactMap {
      if case .finished(let id, let outcome, _) = $0.kind { (id, outcome) } else { nil }
    }
  }

  /// Whether each activity started once, and ended once after that.
  var isWellFormed: Bool {
    var running = Set<String>()
    var known = Set<String>()
    for event in events {
      switch event.kind {
      case .started(let activity):
        guard known.insert(activity.id).inserted else { return false }
        running.insert(activity.id)
      case .finished(let id, _, _):
        guard running.remove(id) != nil else { return false }
      default: break
      }
    }
    return running.isEmpty
  }
}
