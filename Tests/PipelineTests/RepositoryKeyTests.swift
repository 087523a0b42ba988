import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline

/// Layers that are keyed by what the guest's package repositories serve.
@Suite struct RepositoryKeyTests {
  private let fixture: BuildFixture
  private let mirrors = FakeMirrors()
  private let lists: RepositoryLists

  init() throws {
    fixture = try BuildFixture()
    lists = RepositoryLists(layers: fixture.store.folder)
  }

  private var states: RepositoryStates { RepositoryStates(mirrors, lists: lists) }

  private static func packages(
    _ text: String = "packages", from addresses: [String]? = ["http://mirror"]
  ) -> FakeStep {
    var step = FakeStep(text)
    step.dependsOnOutside = true
    step.found = addresses?.map { GuestRepository(.rpm, at: $0) }
    return step
  }

  private var steps: [FakeStep] { [FakeStep("one"), Self.packages(), FakeStep("three")] }

  /// What a build on `day` writes, and the key that it comes to.
  private func build(
    _ steps: [FakeStep]? = nil, day: String = "today", reusesLayers: Bool = true
  ) async throws -> (written: [String], key: LayerKey) {
    let host = FakeHost()
    let result = try await fixture.build(
      steps ?? self.steps, recipe: .sample(), on: host, reusesLayers: reusesLayers, day: day,
      repositories: states)
    return (host.written, result.manifest.key)
  }

  private func plan(_ steps: [FakeStep]? = nil, day: String = "today") async throws -> BuildPlan {
    var base = FakeBase()
    base.dependsOnOutside = false
    return try await fixture.plan(steps ?? self.steps, base: base, day: day)
      .asking(states, events: EventRecorder())
  }

  @Test func theFirstBuildLearnsWhatTheNextPlanComesTo() async throws {
    let first = try await build()
    #expect(first.written == ["one", "packages", "three", "seal"])
    let manifest = try #require(
      Manifest.read(from: fixture.artifactFiles()["manifest.json"] ?? Data()))
    let next = try await fixture.plan(steps).asking(states, events: EventRecorder())
    #expect(next.key == first.key)
    #expect(next.layerKeys == manifest.steps.map(\.key))
    #expect(try next.key != fixture.plan(steps).key)
    #expect(try await build().written == ["seal"])
  }

  @Test func anUnchangedMirrorIsAHitTomorrowAndAChangedOneAMissToday() async throws {
    let today = try await buildOnFixedBase()
    #expect(today == ["one", "packages", "three", "seal"])
    #expect(try await buildOnFixedBase(day: "tomorrow") == ["seal"])
    mirrors["http://mirror"] = "2"
    #expect(try await buildOnFixedBase() == ["packages", "three", "seal"])
    #expect(try await buildOnFixedBase(day: "tomorrow") == ["seal"])
  }

  /// As `build`, on a base that does not depend on the day.
  private func buildOnFixedBase(
    _ steps: [FakeStep]? = nil, day: String = "today"
  ) async throws -> [String] {
    let host = FakeHost()
    _ = try await BuildRunner(
      try await plan(steps, day: day), host: host, store: fixture.store,
      scratch: BuildScratch(
        id: UUID().uuidString, folder: fixture.folder.path, onProcess: { _, _ in },
        partialOutput: { $0.removingLastComponent().appending(".web") }),
      events: EventRecorder(), settings: .init(output: fixture.output, toolVersion: "1.2.3"),
      repositories: states
    ).run()
    return host.written
  }

  @Test(arguments: [nil, [], ["http://mirror", "file:/srv"]] as [[String]?])
  func whatCannotBeToldOrAskedIsGoodForTheDay(addresses: [String]?) async throws {
    let steps = [Self.packages(from: addresses), FakeStep("two")]
    #expect(try await buildOnFixedBase(steps) == ["packages", "two", "seal"])
    #expect(try await buildOnFixedBase(steps) == ["seal"])
    #expect(try await buildOnFixedBase(steps, day: "tomorrow") == ["packages", "two", "seal"])
  }

  @Test func aMirrorThatCannotBeAskedAnyMoreIsForgotten() async throws {
    _ = try await buildOnFixedBase()
    mirrors["http://mirror"] = nil
    #expect(try await buildOnFixedBase() == ["packages", "three", "seal"])
    let asked = mirrors.asked.count
    #expect(try await buildOnFixedBase() == ["seal"])
    #expect(mirrors.asked.count == asked)
  }

  /// The second step stands on a layer whose key is learnt in the same build.
  @Test func stepsAfterOneThatLearntAreKeyedAnew() async throws {
    let steps = [
      Self.packages("a"), FakeStep("b", in: .builder), Self.packages("c", from: ["http://other"]),
      FakeStep("d"),
    ]
    mirrors["http://other"] = "1"
    #expect(try await buildOnFixedBase(steps) == ["a", "b", "c", "d", "seal"])
    #expect(try await buildOnFixedBase(steps, day: "tomorrow") == ["seal"])
    mirrors["http://other"] = "2"
    #expect(try await buildOnFixedBase(steps, day: "tomorrow") == ["c", "d", "seal"])
    mirrors["http://mirror"] = "2"
    #expect(try await buildOnFixedBase(steps) == ["a", "b", "c", "d", "seal"])
    #expect(try await buildOnFixedBase(steps, day: "tomorrow") == ["seal"])
  }

  /// A package can bring repositories along.
  @Test func aListThatHasChangedIsLearntAgain() async throws {
    _ = try await buildOnFixedBase()
    mirrors["http://mirror"] = "2"
    mirrors["http://new"] = "1"
    var changed = steps
    changed[1] = Self.packages(from: ["http://mirror", "http://new"])
    #expect(try await buildOnFixedBase(changed) == ["packages", "three", "seal"])
    #expect(try await buildOnFixedBase(changed, day: "tomorrow") == ["seal"])
    mirrors["http://new"] = "2"
    #expect(try await buildOnFixedBase(changed) == ["packages", "three", "seal"])
  }

  /// What comes onto the mirror while the step is made must not pass for what the step saw.
  @Test func aMirrorIsAskedBeforeTheStepTouchesIt() async throws {
    var steps = steps
    let mirrors = mirrors
    steps[1] = steps[1].doing { _ in mirrors["asked before"] = mirrors.asked.joined() }
    _ = try await buildOnFixedBase(steps)
    #expect(mirrors["asked before"] == "http://mirror")
  }

  @Test func aFailedBuildGoesOnAfterTheLayersThatItKeyedAnew() async throws {
    var failing = steps
    failing[2] = FakeStep("bad").doing { _ in throw BuildError(.buildFailed, "it broke") }
    await #expect(throws: BuildError.self) { try await buildOnFixedBase(failing) }
    #expect(try await buildOnFixedBase() == ["three", "seal"])
  }

  @Test func refreshLearnsToo() async throws {
    _ = try await build()
    let all = try await build(reusesLayers: false)
    #expect(all.written == ["one", "packages", "three", "seal"])
    #expect(try await build().written == ["seal"])
  }

  @Test func dailyAddsTheDay() async throws {
    var steps = steps
    steps[0].cache = .daily
    steps[1].cache = .daily
    let today = try await plan(steps)
    #expect(try await plan(steps).key == today.key)
    let tomorrow = try await plan(steps, day: "tomorrow")
    #expect(tomorrow.baseKey == today.baseKey)
    #expect(Set(tomorrow.steps.map(\.key)).isDisjoint(with: today.steps.map(\.key)))
    _ = try await buildOnFixedBase(steps)
    #expect(mirrors.asked.isEmpty)
  }

  @Test func neverRunsItsStepAndAllAfterIt() async throws {
    var steps = steps
    steps[1].cache = .never
    steps[2] = Self.packages("three")
    #expect(try await buildOnFixedBase(steps) == ["one", "packages", "three", "seal"])
    #expect(try await buildOnFixedBase(steps) == ["packages", "three", "seal"])
    #expect(try await plan(steps).key != plan(steps).key)
    // Nobody will ever ask for a list on a layer that does not come again.
    #expect(fixture.names(in: fixture.store.folder.appending("repositories")).isEmpty)
  }

  @Test func listsThatNobodyAsksForGo() throws {
    let keys = ["old", "new"].map { LayerKey(on: nil, [KeyField("name", $0)]) }
    let list = [GuestRepository(.apk, at: "http://mirror/x86_64/")]
    lists.keep(list, for: keys[0])
    #expect(lists.list(for: keys[0]) == list)
    #expect(list[0].address == "http://mirror/x86_64")
    lists.keep(list, for: keys[1], now: Date.now.addingTimeInterval(RepositoryLists.patience / 2))
    #expect(lists.list(for: keys[0]) == list)
    lists.keep(nil, for: keys[1])
    #expect(lists.list(for: keys[1]) == nil)
    lists.keep(list, for: keys[1], now: Date.now.addingTimeInterval(RepositoryLists.patience + 60))
    #expect(lists.list(for: keys[0]) == nil)
  }
}
