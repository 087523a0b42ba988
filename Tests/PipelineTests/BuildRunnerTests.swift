import BuildFoundation
import Foundation
import ImageProperties
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline

@Suite struct BuildRunnerTests {
  private let fixture: BuildFixture
  private let steps = [
    FakeStep("one"), FakeStep("two"), FakeStep("three", in: .builder), FakeStep("four"),
  ]

  init() throws { fixture = try BuildFixture() }

  private var image: String {
    String(decoding: (try? fixture.artifactFiles()["web.qcow2"]) ?? Data(), as: UTF8.self)
  }

  @Test func oneLaunchServesNeighbours() async throws {
    let host = FakeHost()
    try await fixture.build(steps, on: host)
    #expect(
      host.calls == [
        "open disk", "start appliance", "write one", "quiet", "checkpoint", "go on", "write two",
        "stop appliance", "checkpoint", "start builder", "write three", "stop builder",
        "checkpoint", "start appliance", "write four", "quiet", "checkpoint", "go on", "write seal",
        "inspect", "trim", "stop appliance", "close disk", "flatten",
      ])
    #expect(image == "base\none\ntwo\nthree\nfour\nseal\n")
  }

  @Test func eventsTellEveryRowInOrder() async throws {
    let events = EventRecorder()
    try await fixture.build(
      steps, recipe: .sample(verification: Verification()), events: events)
    let rows = [
      "base", "launch-step-1", "step-1", "step-2", "launch-step-3", "step-3", "launch-step-4",
      "step-4", "seal", "artifact", "verify",
    ]
    guard case .buildStarted("web", let activities) = events.events.first?.kind else {
      Issue.record("the first event is \(String(describing: events.events.first))")
      return
    }
    #expect(activities.map(\.id) == rows)
    #expect(events.started == rows)
    #expect(events.isWellFormed)
    #expect(
      events.finished.first { $0.id == "launch-step-1" }?.outcome
        == .done(note: "once for 2 steps"))
    let outputs = events.events.compactMap {
      if case .output("step-2", let line) = $0.kind { line } else { nil }
    }
    #expect(outputs == ["writing two"])
  }

  @Test func theArtifactIsComplete() async throws {
    let log = try fixture.folder.write("build.log", "a log")
    let result = try await fixture.build(
      steps, recipe: .sample(properties: ["os_admin_user": "debian"]),
      logs: ["build.log": log, "console.log": fixture.folder.path.appending("none")])
    let files = try fixture.artifactFiles()
    #expect(
      files.keys.sorted() == [
        "build.log", "glance-create.sh", "manifest.json", "properties.json", "web.qcow2",
      ])
    #expect(result.folder == fixture.artifact)
    let manifest = try #require(Manifest.read(from: files["manifest.json"] ?? Data()))
    #expect(manifest.key == (try fixture.plan(steps).key))
    #expect(manifest.image.sha256 == Digest.sha256(image).hex)
    #expect(manifest.image.size.bytes == Int64(image.utf8.count))
    #expect(manifest.image.virtualSize == .gibibytes(4))
    #expect(manifest.inputs == ["mirror": "snapshot 1"])
    #expect(manifest.steps.map(\.id) == ["base", "step-1", "step-2", "step-3", "step-4"])
    #expect(manifest.recipe.file == "web.yml")
    #expect(manifest.imgbuild == "1.2.3")
    #expect(manifest.verification == nil)
    #expect(manifest.facts == .sample)
    let names = manifest.properties.map(\.name)
    #expect(names.contains("os_admin_user") && names.contains("hw_disk_bus"))
    // Nothing of the build's own stays beside the artifact or the layers.
    #expect(fixture.names(in: fixture.output) == ["web"])
    #expect(!fixture.names(in: fixture.store.folder).contains { $0.hasPrefix("overlay-") })
  }

  @Test func theSecondBuildUsesAllLayers() async throws {
    try await fixture.build(steps)
    let host = FakeHost()
    let events = EventRecorder()
    let result = try await fixture.build(steps, on: host, events: events)
    #expect(host.written == ["seal"])
    #expect(image == "base\none\ntwo\nthree\nfour\nseal\n")
    #expect(result.manifest.steps.allSatisfy { $0.cached })
    #expect(result.manifest.inputs == ["mirror": "snapshot 1"])
    #expect(events.finished.prefix(5).allSatisfy { $0.outcome == .cached })
    #expect(events.isWellFormed)
  }

  @Test func withoutReuseEverythingIsMadeAnew() async throws {
    try await fixture.build(steps)
    let host = FakeHost()
    try await fixture.build(steps, on: host, reusesLayers: false)
    #expect(host.written == ["one", "two", "three", "four", "seal"])
    // And those layers are the ones that later builds use.
    let third = FakeHost()
    try await fixture.build(steps, on: third)
    #expect(third.written == ["seal"])
  }

  @Test func anEditedStepIsWhereTheBuildGoesOn() async throws {
    try await fixture.build(steps)
    var edited = steps
    edited[1].text = "deux"
    let host = FakeHost()
    let result = try await fixture.build(edited, on: host)
    #expect(host.written == ["deux", "three", "four", "seal"])
    #expect(image == "base\none\ndeux\nthree\nfour\nseal\n")
    #expect(result.manifest.steps.map(\.cached) == [true, true, false, false, false])
  }

  @Test func aFailingStepLeavesTheOldArtifactAndItsLayers() async throws {
    try await fixture.build(steps)
    let before = try fixture.artifactFiles()
    var failing = steps
    failing[3] = FakeStep("bad").doing { _ in throw BuildError(.buildFailed, "it broke") }
    failing[2].text = "trois"
    let host = FakeHost()
    let events = EventRecorder()
    let error = try await fixture.failure {
      try await fixture.build(failing, on: host, events: events)
    }
    #expect(error.code == .buildFailed)
    #expect(error.message == "write bad: it broke")
    #expect(try fixture.artifactFiles() == before)
    #expect(fixture.names(in: fixture.output) == ["web"])
    #expect(host.calls.last == "close disk")
    #expect(events.isWellFormed)
    #expect(events.finished.last?.outcome == .failed(message: "write bad: it broke"))
    let next = FakeHost()
    failing[3] = FakeStep("good")
    try await fixture.build(failing, on: next)
    #expect(next.written == ["good", "seal"])
    #expect(image == "base\none\ntwo\ntrois\ngood\nseal\n")
  }

  @Test func aFirstBuildThatFailsLeavesNoArtifact() async throws {
    _ = try await fixture.failure {
      try await fixture.build([
        FakeStep("bad").doing { _ in throw BuildError(.buildFailed, "it broke") }
      ])
    }
    #expect(fixture.names(in: fixture.output) == [])
  }

  @Test func aStepThatTakesTooLongNamesItself() async throws {
    var slow = FakeStep("slow").doing { _ in try await Task.sleep(for: .seconds(60)) }
    slow.limit = .milliseconds(50)
    let error = try await fixture.failure { [slow] in try await fixture.build([slow]) }
    #expect(error.code == .timedOut)
    #expect(error.message.hasPrefix("write slow: waited "))
    #expect(error.hint?.contains("`timeout`") == true)
  }

  @Test func contradictingPropertiesEndTheBuildAndFreeTheDisk() async throws {
    let host = FakeHost()
    let error = try await fixture.failure {
      try await fixture.build(
        steps, recipe: .sample(properties: ["os_distro": "rocky", "min_disk": "1"]), on: host)
    }
    #expect(error.code == .recipe)
    #expect(error.output.count == 2)
    #expect(error.output.contains { $0.contains("rocky") && $0.contains("debian") })
    #expect(host.calls.last == "close disk")
    #expect(fixture.names(in: fixture.output) == [])
  }
}

extension BuildRunnerTests {
  @Test func theDiskGrowsBetweenTwoLaunches() async throws {
    let fixture = try BuildFixture()
    let host = FakeHost()
    let steps = [
      FakeStep("a"), FakeStep("b").wanting(.gibibytes(8)), FakeStep("c").wanting(.gibibytes(6)),
    ]
    try await fixture.build(steps, on: host)
    let calls = host.calls.filter { $0.hasPrefix("st") || $0.hasPrefix("grow") }
    #expect(
      calls == [
        "start appliance", "stop appliance", "grow to 8 GiB", "start appliance", "stop appliance",
      ])
  }
}
