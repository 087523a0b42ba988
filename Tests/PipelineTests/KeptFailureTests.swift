import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline

/// `--on-error keep`: the disk of a failed build, and how long it stays.
@Suite struct KeptFailureTests {
  private let fixture: BuildFixture

  init() throws { fixture = try BuildFixture() }

  private var store: LayerStore { fixture.store }

  private static func bad(_ text: String) -> FakeStep {
    FakeStep(text).doing { _ in throw BuildError(.buildFailed, "it broke") }
  }

  private func recipe(_ name: String) -> Recipe { .sample(name: name) }

  private func fail(
    _ steps: [FakeStep], recipe: Recipe = .sample(), on host: FakeHost = FakeHost(),
    events: EventRecorder = EventRecorder(), id: String = UUID().uuidString
  ) async throws {
    _ = try await fixture.failure {
      try await fixture.build(
        steps, recipe: recipe, on: host, events: events, id: id, onError: .keep(hiding: ["hunter2"])
      )
    }
  }

  private func kept(_ recipe: Recipe = .sample()) throws -> LayerRecord? {
    store.failedDisk(of: try fixture.plan([], recipe: recipe))
  }

  private func text(_ record: LayerRecord?) throws -> String {
    try FakeDisk.text(of: store.path(try #require(record?.chain.last)))
  }

  @Test(arguments: [GuestPlace.appliance, .builder]) func theDiskIsKeptAsItWas(
    place: GuestPlace
  ) async throws {
    let host = FakeHost()
    let bad = FakeStep("bad", in: place).doing { _ in throw BuildError(.buildFailed, "it broke") }
    try await fail([FakeStep("one"), bad], on: host, id: "build-1")
    let record = try #require(try kept())
    #expect(record.title == "failed: write bad")
    #expect(
      record.failure
        == LayerFailure(title: "write bad", message: "write bad: it broke", build: "build-1"))
    #expect(try text(record) == "base\none\nbad\n")
    #expect(record.inputs == ["mirror": "snapshot 1"])
    // What the guest had not written yet is part of it, and the guest has ended.
    #expect(host.calls.suffix(4) == ["quiet", "go on", "stop \(place)", "close disk"])
    #expect(!fixture.names(in: store.folder).contains { $0.hasPrefix("overlay-") })
    // The next build goes on from the last whole layer, and not from this one.
    let next = FakeHost()
    try await fixture.build([FakeStep("one"), FakeStep("good")], on: next)
    #expect(next.written == ["good", "seal"])
  }

  @Test func whatIsHiddenIsNotWrittenDown() async throws {
    let bad = FakeStep("bad").doing { _ in throw BuildError(.buildFailed, "not hunter2") }
    try await fail([bad])
    #expect(try kept()?.failure?.message == "write bad: not ***")
  }

  @Test func theNextFailureReplacesItAndTheNextSuccessRemovesIt() async throws {
    try await fail([FakeStep("one"), Self.bad("bad")], id: "build-1")
    let first = try #require(try kept()?.chain.last)
    try await fail([FakeStep("one"), Self.bad("worse")], id: "build-2")
    let second = try #require(try kept())
    #expect(second.title == "failed: write worse")
    #expect(try text(second) == "base\none\nworse\n")
    #expect(!fixture.names(in: store.folder).contains(first))
    // A failure that keeps nothing takes nothing away.
    _ = try await fixture.failure { try await fixture.build([Self.bad("third")]) }
    #expect(try text(kept()) == "base\none\nworse\n")
    try await fixture.build([FakeStep("one"), FakeStep("good")])
    #expect(try kept() == nil)
    let left = fixture.names(in: store.folder)
    #expect(!left.contains { $0.hasPrefix("failed-") || second.chain.last == $0 })
  }

  @Test func otherBuildsLeaveItAlone() async throws {
    try await fail([FakeStep("one"), Self.bad("bad")])
    try await fail([FakeStep("two"), Self.bad("bad")], recipe: recipe("other"))
    // The recipe's own layers are others now.
    _ = try await fixture.failure { try await fixture.build([Self.bad("edited")]) }
    try await fixture.build([FakeStep("three")], recipe: recipe("third"))
    _ = try await store.prune(PruneRules(limit: ByteCount(bytes: 0), keepsFailures: true))
    #expect(try text(kept()) == "base\none\nbad\n")
    #expect(try text(kept(recipe("other"))) == "base\ntwo\nbad\n")
    // What the limit could take is gone.
    #expect(
      try await store.layers().allSatisfy { !$0.images.contains("third") || $0.images.count > 1 })
  }

  @Test(arguments: [
    (PruneRules(), true), (PruneRules(all: true), false),
    (PruneRules(unusedFor: .seconds(86_400)), false),
    (PruneRules(limit: ByteCount(bytes: 0)), false),
    (PruneRules(unusedFor: .seconds(86_400), keepsFailures: true), true),
  ])
  func pruningTakesItWhereItIsTold(rules: PruneRules, stays: Bool) async throws {
    try await fail([FakeStep("one"), Self.bad("bad")])
    let listed = try await store.layers()
    #expect(listed.contains { $0.record.failure != nil && $0.images == ["web"] && !$0.isLive })
    _ = try await store.prune(rules, now: Date().addingTimeInterval(10 * 86_400))
    #expect((try kept() != nil) == stays)
    if !stays {
      _ = try await store.prune(PruneRules())
      #expect(!fixture.names(in: store.folder).contains { $0.hasPrefix("failed-") })
    }
  }

  /// Layers that only a failed disk needs go with it.
  @Test func itsLayersGoWithIt() async throws {
    try await fail([FakeStep("one"), Self.bad("bad")])
    try await fail([FakeStep("uno"), Self.bad("bad")], recipe: recipe("other"))
    _ = try await fixture.failure { try await fixture.build([Self.bad("edited")]) }
    let key = try #require(try await store.layers().first { $0.record.title == "write one" }?.key)
    _ = try await store.prune(PruneRules())
    #expect(store.record(key) != nil)
    let failed = try #require(
      try await store.layers().first { $0.record.failure != nil && $0.images == ["web"] })
    store.forget(failed.key)
    _ = try await store.prune(PruneRules())
    _ = try await store.prune(PruneRules())
    #expect(store.record(key) == nil)
  }

  @Test func launchingAndSealingAndVerifyingCanFailToo() async throws {
    let recipe = Recipe.sample(properties: ["os_distro": "rocky"])
    try await fail([FakeStep("one")], recipe: recipe)
    #expect(try kept()?.title == "failed: seal, trim and inspect")
    #expect(try text(kept()) == "base\none\nseal\n")
    let instance = FakeInstance(ports: { _ in throw BuildError(.recipe, "no port") })
    let tests = Recipe.sample(
      verification: Verification(tests: [located(.http(HTTPTest(port: 80)))]))
    try await fail([FakeStep("one")], recipe: tests, on: FakeHost(instance: instance))
    #expect(try kept()?.title == "failed: boot as stamped and test")
    #expect(try text(kept()) == "base\none\nseal\n")
  }

  @Test func withoutADiskItSaysThatThereIsNone() async throws {
    let events = EventRecorder()
    let host = FakeHost(atCheckpoint: { throw BuildError(.host, "no room") })
    try await fail([FakeStep("one"), FakeStep("two")], on: host, events: events)
    #expect(try kept() == nil)
    #expect(notices(events).count == 1)
    let recipe = recipe("other")
    let plan = try fixture.plan(
      [FakeStep("one")], recipe: recipe, base: FakeBase(text: "fails", breaks: true))
    let scratch = BuildScratch(
      id: "build-x", folder: fixture.folder.path, onProcess: { _, _ in },
      partialOutput: { $0.removingLastComponent().appending(".x") })
    _ = try await fixture.failure {
      try await BuildRunner(
        plan, host: FakeHost(), store: store, scratch: scratch, events: events,
        settings: .init(output: fixture.output, onError: .keep(hiding: []), toolVersion: "1")
      ).run()
    }
    #expect(try kept(recipe) == nil)
    #expect(notices(events).count == 2)
    #expect(notices(events).allSatisfy { $0.hasPrefix("no disk is kept") })
  }

  @Test func anInterruptedBuildKeepsNothing() async throws {
    let fixture = fixture
    let host = FakeHost()
    let slow = FakeStep("slow").doing { _ in try await Task.sleep(for: .seconds(60)) }
    let task = Task {
      try await fixture.build([FakeStep("one"), slow], on: host, onError: .keep(hiding: []))
    }
    while host.written.last != "slow" { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    _ = await task.result
    #expect(try kept() == nil)
  }

  private func notices(_ events: EventRecorder) -> [String] {
    events.events.compactMap {
      if case .notice(_, let message) = $0.kind { message } else { nil }
    }
  }
}
