import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline

/// `imgbuild shell`: which layer, and what becomes of the copy.
@Suite struct LayerShellTests {
  private let fixture: BuildFixture

  init() throws { fixture = try BuildFixture() }

  private var store: LayerStore { fixture.store }

  private static let steps = [
    FakeStep("packages: nginx"), FakeStep("packages: php"), FakeStep("site", in: .builder),
  ]

  private func choices(
    _ steps: [FakeStep] = Self.steps, day: String = "today"
  ) throws -> LayerChoices {
    LayerChoices(try fixture.plan(steps, day: day), store: store)
  }

  @Test(arguments: [
    (nil, "step-3"), ("base", "base"), ("step-2", "step-2"), ("STEP-2", "step-2"), ("2", "step-2"),
    ("nginx", "step-1"), ("write site", "step-3"), ("Make the", "base"),
  ])
  func aStepGoesBySeveralNames(name: String?, id: String) async throws {
    try await fixture.build(Self.steps)
    let choice = try choices().choice(name)
    #expect(choice.id == id && !choice.isOlder)
    #expect(choice.record?.title == choice.title)
  }

  @Test(arguments: [
    ("packages", "2 titles have “packages” in them", "give its id"),
    ("step-9", "none that is called “step-9”", "did you mean step-1?"),
    ("bse", "none that is called “bse”", "did you mean base?"),
    ("ngnix", "none that is called “ngnix”", "did you mean nginx?"),
    ("", "none that is called “”", "give an id, a number, or a part of a title"),
  ])
  func aWrongNameGetsTheRightOnes(name: String, message: String, hint: String) async throws {
    try await fixture.build(Self.steps)
    let error = #expect(throws: BuildError.self) { try choices().choice(name) }
    #expect(error?.code == .usage)
    #expect(error?.message.contains(message) == true)
    #expect(error?.hint == hint)
    #expect(error?.output.contains { $0.hasPrefix("step-1  write packages: nginx") } == true)
  }

  @Test func aLayerThatIsNotThereIsAnErrorThatSaysHowToGetIt() async throws {
    let none = #expect(throws: BuildError.self) { try choices().choice(nil) }
    #expect(none?.code == .buildFailed)
    #expect(none?.message.contains("none of its layers is there") == true)
    var steps = Self.steps
    steps[1] = steps[1].doing { _ in throw BuildError(.buildFailed, "it broke") }
    _ = try await fixture.failure { [steps] in
      try await fixture.build(steps, onError: .keep(hiding: []))
    }
    #expect(try choices().choice(nil).id == "step-1")
    let error = #expect(throws: BuildError.self) { try choices().choice("3") }
    #expect(error?.message.contains("its layer is not there") == true)
    #expect(error?.hint?.contains("imgbuild run /recipes/web.yml") == true)
    #expect(error?.hint?.contains("--at step-1") == true)
    #expect(error?.hint?.contains("--at failed") == true)
    let failed = try choices().choice("failed")
    #expect(failed.record?.failure?.title == "write packages: php")
  }

  @Test func withoutAKeptFailureThatIsSaid() async throws {
    try await fixture.build(Self.steps)
    let error = #expect(throws: BuildError.self) { try choices().choice("failed") }
    #expect(error?.hint?.contains("--on-error keep") == true)
  }

  /// The mirror serves something else today; yesterday's layers are the ones to look into.
  @Test func layersOfTheLastBuildCountWhereANewOneWouldMakeOthers() async throws {
    try await fixture.build(Self.steps)
    let choice = try choices(day: "tomorrow").choice("2")
    #expect(choice.isOlder && choice.record?.title == "write packages: php")
    // But not where another step stood.
    var edited = Self.steps
    edited[1] = FakeStep("other")
    let error = #expect(throws: BuildError.self) {
      try choices(edited, day: "tomorrow").choice("2")
    }
    #expect(error?.message.contains("its layer is not there") == true)
  }

  private func shell(
    _ host: FakeHost, in place: GuestPlace = .builder,
    _ body: @escaping @Sendable (any Guest) async throws -> Int32
  ) async throws -> Int32 {
    let plan = try fixture.plan(Self.steps)
    let record = try #require(try choices().choice("1").record)
    let scratch = BuildScratch(
      id: "shell-1", folder: fixture.folder.path, onProcess: { _, _ in },
      partialOutput: { $0 })
    return try await LayerShell(
      plan, record: record, host: host, store: store, scratch: scratch, events: EventRecorder()
    ).run(in: place, body)
  }

  @Test(arguments: [GuestPlace.appliance, .builder]) func nothingIsKept(
    place: GuestPlace
  ) async throws {
    try await fixture.build(Self.steps)
    let before = fixture.names(in: store.folder)
    let (host, store) = (FakeHost(), store)
    let status = try await shell(host, in: place) { guest in
      try await guest.write("/etc/motd", Array("changed".utf8), attributes: .file)
      // Neither pruning nor another build takes away what it stands on.
      _ = try await store.prune(PruneRules(all: true))
      #expect(try await store.isInUse())
      return 7
    }
    #expect(status == 7)
    #expect(
      host.calls == [
        "open disk", "start \(place)", "write changed", "stop \(place)", "close disk",
      ])
    let left = fixture.names(in: store.folder)
    #expect(Set(left).isSubset(of: before))
    #expect(!left.contains { $0.hasPrefix("use-") })
  }

  @Test func afterAFailureNothingIsLeftEither() async throws {
    try await fixture.build(Self.steps)
    let before = fixture.names(in: store.folder)
    let host = FakeHost()
    await #expect(throws: BuildError.self) {
      _ = try await shell(host) { _ in throw BuildError(.buildFailed, "it broke") }
    }
    #expect(host.calls.suffix(2) == ["stop builder", "close disk"])
    #expect(fixture.names(in: store.folder) == before)
  }

  @Test func aLayerThatWasRemovedMeanwhileIsAnError() async throws {
    try await fixture.build(Self.steps)
    let plan = try fixture.plan(Self.steps)
    let record = try #require(store.record(plan.layerKeys[1]))
    _ = try await store.prune(PruneRules(all: true))
    let scratch = BuildScratch(
      id: "shell-1", folder: fixture.folder.path, onProcess: { _, _ in },
      partialOutput: { $0 })
    let shell = LayerShell(
      plan, record: record, host: FakeHost(), store: store, scratch: scratch,
      events: EventRecorder())
    let error = await #expect(throws: BuildError.self) {
      _ = try await shell.run(in: .builder) { _ in 0 }
    }
    #expect(error?.message.contains("is missing") == true)
  }
}
