import BuildFoundation
import Foundation
import Recipes
import Synchronization
import SystemPackage
import Testing

@testable import Pipeline

/// Builds that need the same layers at the same time.
///
/// Two in one process are as good as two processes: each opens the locks anew, and the kernel's locks
/// belong to what was opened.
@Suite(.timeLimit(.minutes(1))) struct LayerClaimTests {
  private let fixture: BuildFixture

  init() throws { fixture = try BuildFixture() }

  /// A gate that steps wait at.
  private final class Gate: Sendable {
    private let stream = AsyncStream.makeStream(of: Void.self)
    func open() { stream.continuation.finish() }
    func pass() async { for await _ in stream.stream {} }
  }

  private static func notices(_ events: EventRecorder) -> [String] {
    events.events.compactMap {
      if case .notice(_, let message) = $0.kind { message } else { nil }
    }
  }

  /// Waits until `condition` holds.
  private func until(_ condition: () -> Bool) async throws {
    while !condition() { try await Task.sleep(for: .milliseconds(5)) }
  }

  private func recipe(_ name: String) -> Recipe {
    var recipe = Recipe.sample()
    recipe.name.value = name
    return recipe
  }

  @Test func whatTwoBuildsShareIsMadeOnce() async throws {
    let (gate, waiter) = (Gate(), EventRecorder())
    let (first, second) = (FakeHost(), FakeHost())
    let fixture = fixture
    let slow = FakeStep("shared").doing { _ in await gate.pass() }
    async let one = fixture.build(
      [slow, FakeStep("one")], recipe: recipe("one"), on: first, id: "build-one")
    try await until { first.written == ["shared"] }
    async let two = fixture.build(
      [FakeStep("shared"), FakeStep("two")], recipe: recipe("two"), on: second, events: waiter,
      id: "build-two")
    try await until { !Self.notices(waiter).isEmpty }
    #expect(second.calls == [])
    gate.open()
    _ = try await (one, two)
    #expect(first.written == ["shared", "one", "seal"])
    #expect(second.written == ["two", "seal"])
    #expect(
      Self.notices(waiter).first
        == "waiting for the build of one (process \(getpid())), which makes the same layer: "
        + "write shared")
  }

  /// The one that is behind goes on as soon as what it needs is there, not when the other is done.
  @Test func onlySharedLayersAreWaitedFor() async throws {
    let gate = Gate()
    let (first, second) = (FakeHost(), FakeHost())
    let fixture = fixture
    async let one = fixture.build(
      [FakeStep("shared"), FakeStep("one"), FakeStep("more").doing { _ in await gate.pass() }],
      recipe: recipe("one"), on: first, id: "build-one")
    try await until { first.written.contains("more") }
    try await fixture.build(
      [FakeStep("shared"), FakeStep("two")], recipe: recipe("two"), on: second, id: "build-two")
    #expect(second.written == ["two", "seal"])
    gate.open()
    _ = try await one
  }

  @Test func whoWaitedForAFailureBuildsItself() async throws {
    let gate = Gate()
    let (first, second, waiter) = (FakeHost(), FakeHost(), EventRecorder())
    let fixture = fixture
    let failing = FakeStep("shared").doing { _ in
      await gate.pass()
      throw BuildError(.buildFailed, "no")
    }
    async let one = fixture.failure {
      try await fixture.build([failing], recipe: recipe("one"), on: first, id: "build-one")
    }
    try await until { first.written == ["shared"] }
    async let two = fixture.build(
      [FakeStep("shared")], recipe: recipe("two"), on: second, events: waiter, id: "build-two")
    try await until { !Self.notices(waiter).isEmpty }
    gate.open()
    _ = try await (one, two)
    #expect(second.written == ["shared", "seal"])
  }

  @Test func anInterruptedWaitEndsAtOnce() async throws {
    let plan = try fixture.plan([FakeStep("a")])
    let use = try await fixture.store.use(plan.layerKeys, build: "other", recipe: "o")
    guard
      case .granted(let claim, _, _) = try await fixture.store.claim(
        plan.layerKeys, build: "other", recipe: "/folder/other")
    else { throw BuildError(.defect, "not granted") }
    let (host, events) = (FakeHost(), EventRecorder())
    let fixture = fixture
    let task = Task {
      try await fixture.build([FakeStep("a")], on: host, events: events)
    }
    try await until { !Self.notices(events).isEmpty }
    task.cancel()
    let error = try await fixture.failure { try await task.value }
    #expect(error.code == .interrupted)
    #expect(host.calls == [])
    #expect(Self.notices(events).first?.contains("the build of other") == true)
    withExtendedLifetime((use, claim)) {}
  }

  /// A killed process leaves its locks' files, which nobody holds.
  @Test func whatADeadBuildClaimedIsFree() async throws {
    let plan = try fixture.plan([FakeStep("a")])
    for key in plan.layerKeys {
      try Data(#"{"image": "dead", "process": 1}"#.utf8).write(
        to: URL(filePath: fixture.store.claimPath(key).string))
    }
    let (host, events) = (FakeHost(), EventRecorder())
    try await fixture.build([FakeStep("a")], on: host, events: events)
    #expect(host.written == ["a", "seal"])
    #expect(Self.notices(events).allSatisfy { !$0.hasPrefix("waiting") })
    #expect(!fixture.names(in: fixture.store.folder).contains { $0.hasPrefix("making-") })
  }

  @Test func aRefreshUsesWhatAnotherMadeWhileItWaited() async throws {
    let steps = [FakeStep("shared"), FakeStep("a")]
    try await fixture.build(steps, id: "old")
    let gate = Gate()
    let (first, second, waiter) = (FakeHost(), FakeHost(), EventRecorder())
    let fixture = fixture
    async let one = fixture.build(
      [FakeStep("shared").doing { _ in await gate.pass() }], recipe: recipe("one"), on: first,
      id: "build-one", reusesLayers: false)
    try await until { first.written == ["shared"] }
    async let two = fixture.build(
      steps, on: second, events: waiter, id: "build-two", reusesLayers: false)
    try await until { !Self.notices(waiter).isEmpty }
    gate.open()
    _ = try await (one, two)
    #expect(first.written == ["shared", "seal"])
    #expect(second.written == ["a", "seal"])
  }

  /// Both have the base, and then differ.
  @Test func claimsAreAllOrNothing() async throws {
    let store = fixture.store
    let (base, one, two) = (key("base"), key("one"), key("two"))
    let first = try await store.claim([base, one], build: "1", recipe: "r/one")
    guard case .granted(let claim, nil, _) = first else {
      throw BuildError(.defect, "not granted")
    }
    guard
      case .held(base, by: let holder) = try await store.claim(
        [base, two], build: "2", recipe: "r/two")
    else { throw BuildError(.defect, "not held") }
    #expect(holder == LayerHolder(image: "one"))
    // It has not kept what it could have had.
    #expect(try FileLock(store.claimPath(two)) != nil)
    // Keyed anew, the build has other layers to make, and gives those free that it had.
    try await store.rekey(
      [base, two, key("three")], of: claim, from: 1, build: "1", recipe: "r/one")
    #expect(try FileLock(store.claimPath(two)) == nil)
    #expect(try FileLock(store.claimPath(one)) != nil)
    claim.release(two)
    #expect(try FileLock(store.claimPath(two)) != nil)
  }

  private func key(_ name: String) -> LayerKey { LayerKey(on: nil, [KeyField("name", name)]) }
}
