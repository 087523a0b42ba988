import BuildFoundation
import Foundation
import HostKit
import ImageProperties
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import ImgbuildCommands
@testable import Pipeline

@Suite struct BuildRequestTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var artifact: FilePath { folder.path.appending("output/web") }

  /// Leaves the artifact that a build with `key` would.
  private func makeArtifact(_ key: LayerKey) throws {
    try FileManager.default.createDirectory(
      atPath: artifact.string, withIntermediateDirectories: true)
    try write("web.qcow2", "image")
    try write("properties.json", "{}")
    try write("glance-create.sh", "")
    let manifest = Manifest.sample(key: key)
    try manifest.encoded().write(
      to: URL(filePath: artifact.appending("manifest.json").string))
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: artifact.appending(name).string))
  }

  @Test func anArtifactOfThisPlanIsUpToDate() throws {
    let request = try folder.request()
    let plan = try request.plan(on: EmptyBase())
    #expect(request.artifact == artifact)
    #expect(request.upToDate(plan) == nil)
    try makeArtifact(plan.key)
    #expect(request.upToDate(plan)?.name == "web")
  }

  @Test func anotherPlanOrRefreshIsNot() throws {
    let request = try folder.request()
    try makeArtifact(request.plan(on: EmptyBase()).key)
    let edited = try folder.request(webRecipe + "\n# a comment\n")
    #expect(try edited.upToDate(edited.plan(on: EmptyBase())) == nil)
    let refreshing = try folder.request(reusesLayers: false)
    #expect(try refreshing.upToDate(refreshing.plan(on: EmptyBase())) == nil)
  }

  @Test func aDamagedArtifactIsNot() throws {
    let request = try folder.request()
    let plan = try request.plan(on: EmptyBase())
    try makeArtifact(plan.key)
    try write("web.qcow2", "imagE")
    #expect(request.upToDate(plan) == nil)
    unlink(artifact.appending("web.qcow2").string)
    #expect(request.upToDate(plan) == nil)
    try makeArtifact(plan.key)
    unlink(artifact.appending("properties.json").string)
    #expect(request.upToDate(plan) == nil)
    try makeArtifact(plan.key)
    try write("manifest.json", "{")
    #expect(request.upToDate(plan) == nil)
  }

  @Test func thePlanIsListedWithKeys() throws {
    let plan = try folder.request().plan(on: EmptyBase())
    let listing = PlanListing(plan, BuildForecast(plan, store: nil))
    #expect(listing.lines.first == "web")
    var lines = Array(listing.lines.dropFirst())
    #expect(lines.remove(at: 1).hasSuffix("  why: first build"))
    #expect(lines.count == 4)
    #expect(lines.allSatisfy { $0.contains("  to run  ") })
    for (line, key) in zip(lines, plan.layerKeys) { #expect(line.contains("  \(key)  ")) }
    #expect(lines[0].hasPrefix("base       "))
    #expect(lines[0].hasSuffix("  an empty disk"))
    #expect(lines[1].hasPrefix("appliance  "))
    #expect(lines[1].hasSuffix("  packages: install nginx"))
    #expect(lines[3].hasPrefix("builder    "))
    // The columns stand below each other.
    let columns = zip(lines, plan.layerKeys).map { line, key in
      line.firstRange(of: "\(key)").map { line.distance(from: line.startIndex, to: $0.lowerBound) }
    }
    #expect(Set(columns).count == 1)
  }

  @Test func thePlanAsJSONTellsTheSame() throws {
    let plan = try folder.request().plan(on: EmptyBase())
    let listing = PlanListing(plan, BuildForecast(plan, store: nil))
    let data = Data(try CommandJSON.text([listing]).utf8)
    let list = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    let build = try #require(list.first)
    #expect(build["name"] as? String == "web")
    #expect((build["base"] as? [String: Any])?["key"] as? String == plan.baseKey.hex)
    let steps = try #require(build["steps"] as? [[String: Any]])
    #expect(steps.compactMap { $0["key"] as? String } == plan.steps.map(\.key.hex))
    #expect(steps.compactMap { $0["state"] as? String } == ["to run", "to run", "to run"])
    #expect((build["base"] as? [String: Any])?["reason"] as? String == "first build")
    #expect(steps.compactMap { $0["place"] as? String } == ["appliance", "appliance", "builder"])
  }

  /// A family of images is built once as far as it is common.
  @Test func aRecipeOnAnotherOneHasItsLayers() throws {
    let recipes = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent().appending("recipes")
    let plans = try ["debian-apache.yml", "lamp.yml"].map { name in
      let recipe = try RecipeLoader().load(recipes.appending(name))
      return try BuildRequest(
        recipe: recipe, output: "/output", accelerator: .tcg, libvirtURI: nil, reusesLayers: true
      ).plan(on: EmptyBase())
    }
    #expect(plans[1].layerKeys.starts(with: plans[0].layerKeys))
    #expect(plans[1].steps.count == plans[0].steps.count + 2)
    #expect(plans[1].key != plans[0].key)
  }
}
