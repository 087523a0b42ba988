import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline

@Suite struct BuildForecastTests {
  private let fixture: BuildFixture
  private let mirrors = FakeMirrors()

  init() throws { fixture = try BuildFixture() }

  private var states: RepositoryStates {
    RepositoryStates(mirrors, lists: RepositoryLists(layers: fixture.store.folder))
  }

  private var steps: [FakeStep] {
    var packages = FakeStep("two")
    packages.dependsOnOutside = true
    packages.found = [GuestRepository(.rpm, at: "http://mirror")]
    return [FakeStep("one"), packages, FakeStep("three")]
  }

  private func forecast(
    _ steps: [FakeStep], base: FakeBase = FakeBase(), day: String = "today"
  ) async throws -> BuildForecast {
    let plan = try await fixture.plan(steps, base: base, day: day)
      .asking(states, events: EventRecorder())
    return BuildForecast(plan, store: fixture.store)
  }

  /// How many layers are there, and why the next one is not.
  private func outcome(
    _ steps: [FakeStep], base: FakeBase = FakeBase(), day: String = "today"
  ) async throws -> String {
    let rows = try await forecast(steps, base: base, day: day).rows
    let reasons = rows.compactMap(\.reason)
    #expect(reasons.count <= 1)
    return "\(rows.filter(\.isCached).count) " + (reasons.first ?? "")
  }

  private func build() async throws {
    try await fixture.build(steps, repositories: states)
  }

  @Test func beforeAndAfterTheFirstBuild() async throws {
    let before = try await forecast(steps)
    #expect(before.rows.map(\.isCached) == [false, false, false, false])
    #expect(before.rows.map(\.reason) == ["first build", nil, nil, nil])
    #expect(before.rows.allSatisfy { $0.seconds == nil })
    try await build()
    #expect(try await outcome(steps) == "4 ")
  }

  @Test func whatChangedIsTold() async throws {
    try await build()
    var moved = steps
    moved[0].place = .builder
    #expect(try await outcome(moved) == "1 where it runs changed")
    var edited = steps
    edited[2].text = "other"
    #expect(try await outcome(edited) == "3 its text changed")
    #expect(try await outcome(steps + [FakeStep("four")]) == "4 a new step")
    #expect(try await outcome(steps, day: "tomorrow") == "0 a new day")
    #expect(try await outcome(steps, base: FakeBase(text: "x")) == "0 the base changed")
    mirrors["http://mirror"] = "2"
    #expect(try await outcome(steps) == "2 the repositories have new packages")
    mirrors["http://mirror"] = nil
    #expect(try await outcome(steps) == "2 what its repositories serve is not known")
    var never = steps
    never[0].cache = .never
    #expect(try await outcome(never) == "1 cache: never")
  }

  @Test func aLayerThatWasRemovedIsGone() async throws {
    try await build()
    let plan = try await fixture.plan(steps).asking(states, events: EventRecorder())
    fixture.store.forget(plan.layerKeys[3])
    #expect(try await outcome(steps) == "3 its layer is gone")
  }

  @Test func whatHasToRunTellsHowLongItTook() async throws {
    try await build()
    var edited = steps
    edited[1].text = "other"
    let rows = try await forecast(edited).rows
    #expect(rows.map { $0.seconds != nil } == [false, false, true, true])
    #expect(rows.map(\.isCached) == [true, true, false, false])
  }

  @Test func nothingIsThereForARefresh() async throws {
    try await build()
    let plan = try await fixture.plan(steps).asking(states, events: EventRecorder())
    let rows = BuildForecast(plan, store: fixture.store, reusesLayers: false).rows
    #expect(rows.map(\.reason) == ["--refresh", nil, nil, nil])
  }

  /// A record must not tell more than that something changed.
  @Test func recordsHoldDigestsOnly() async throws {
    var secret = FakeStep("hunter2")
    secret.title = "a step"
    try await fixture.build([secret])
    let key = try fixture.plan([secret]).layerKeys[1]
    let record = try #require(fixture.store.record(key))
    #expect(record.fields?["text"] == Digest.sha256("hunter2").hex)
    #expect(record.fields?.keys.sorted() == ["place", "text"])
  }
}
