import Foundation
import ImageProperties
import Pipeline
import Recipes
import Testing

@Suite("What a recipe says of its image's properties")
struct StampingTests {
  private func warnings(_ events: EventRecorder) -> [String] {
    events.events.compactMap {
      if case .notice(.warning, let message) = $0.kind { message } else { nil }
    }
  }

  @Test("an allowed contradiction is a warning, and stands in the manifest with its reason")
  func allowed() async throws {
    let fixture = try BuildFixture()
    let events = EventRecorder()
    var recipe = Recipe.sample(properties: ["os_version": "12.9"])
    recipe.allowedMismatches = ["os_version": located("our own numbers")]
    let manifest = try await fixture.build([FakeStep("a")], recipe: recipe, events: events).manifest
    #expect(manifest.properties.first { $0.name == "os_version" }?.value == "12.9")
    #expect(manifest.mismatches?.map(\.property) == ["os_version"])
    #expect(manifest.mismatches?.first?.reason == "our own numbers")
    #expect(manifest.profile == "openstack")
    #expect(warnings(events).count == 1)
    #expect(warnings(events).first?.contains("our own numbers") == true)
    let file = try #require(try fixture.artifactFiles()["manifest.json"])
    #expect(Manifest.read(from: file)?.mismatches == manifest.mismatches)
  }

  @Test("the profile decides what is stamped, not what is verified")
  func profile() async throws {
    let fixture = try BuildFixture()
    var recipe = Recipe.sample()
    recipe.profile = located(.ironic)
    let manifest = try await fixture.build([FakeStep("a")], recipe: recipe).manifest
    #expect(manifest.profile == "ironic")
    #expect(manifest.mismatches == nil)
    let names = manifest.properties.map(\.name)
    #expect(names.contains("img_type") && !names.contains("hw_disk_bus"))
  }

  @Test("what inspection could not know is said once")
  func remarks() async throws {
    let fixture = try BuildFixture()
    let events = EventRecorder()
    var facts = DiskFacts.sample
    facts.remarks = ["this host's osinfo-db does not know Debian 13"]
    try await fixture.build([FakeStep("a")], on: FakeHost(facts: facts), events: events)
    #expect(warnings(events) == facts.remarks)
  }
}
