import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import Testing

@testable import Pipeline

/// Files of the store that somebody has removed: there is no index, so each of them is one.
@Suite struct LostStoreFilesTests {
  private let fixture: BuildFixture
  private let steps = [FakeStep("one"), FakeStep("two")]

  init() throws { fixture = try BuildFixture() }

  private var store: LayerStore { fixture.store }

  /// A kind of file, and what the next build has to make again without it.
  enum Kind: String, CaseIterable {
    case records
    case recipes = "recipe-"
    case uses = "use-"
    case claims = "making-"
    case locks = "store.lock"

    func matches(_ name: String) -> Bool {
      self == .records ? LayerStore.isRecord(name) : name.hasPrefix(rawValue)
    }
  }

  @discardableResult private func remove(_ kind: Kind) -> Int {
    let names = fixture.names(in: store.folder).filter(kind.matches)
    for name in names { unlink(store.path(name).string) }
    return names.count
  }

  private func findings() async throws -> [LayerFinding] {
    try await store.verify { path in
      let below = try String(contentsOfFile: path.string, encoding: .utf8).prefix { $0 != "\n" }
      return LayerStore.FileContent(
        map: try Digest.sha256(ofFile: path), backing: below.isEmpty ? nil : String(below))
    }
  }

  @Test(arguments: [
    (Kind.records, ["one", "two", "seal"]), (.recipes, ["seal"]), (.locks, ["seal"]),
  ])
  func theNextBuildSucceedsWithout(kind: Kind, makes texts: [String]) async throws {
    try await fixture.build(steps)
    let before = try fixture.artifactFiles()["web.qcow2"]
    #expect(remove(kind) > 0)
    let host = FakeHost()
    try await fixture.build(steps, on: host)
    #expect(host.written == texts)
    #expect(try fixture.artifactFiles()["web.qcow2"] == before)
    #expect(try await findings() == [])
    // All is there again, and nothing beside it.
    let next = FakeHost()
    try await fixture.build(steps, on: next)
    #expect(next.written == ["seal"])
    let files = fixture.names(in: store.folder).filter { $0.hasSuffix(".qcow2") }
    #expect(files.count == 3)
  }

  /// The list of the last success is what keeps the layers of a recipe whose last build failed.
  @Test func whatIsLeftAfterAFailureIsUsed() async throws {
    try await fixture.build(steps)
    let failing = FakeStep("bad").doing { _ in throw BuildError(.buildFailed, "no") }
    _ = try await fixture.failure { try await fixture.build(steps + [failing]) }
    #expect(remove(.recipes) == 1)
    let host = FakeHost()
    try await fixture.build(steps, on: host)
    #expect(host.written == ["seal"])
  }

  @Test(arguments: Kind.allCases) func aBuildThatGoesOnSucceedsWithout(kind: Kind) async throws {
    try await fixture.build(steps)
    let (one, two) = (FakeStep("uno").doing { _ in remove(kind) }, FakeStep("due"))
    try await fixture.build([one, two])
    #expect(try fixture.artifactFiles()["web.qcow2"] == Data("base\nuno\ndue\nseal\n".utf8))
    #expect(try await findings() == [])
    let host = FakeHost()
    try await fixture.build([FakeStep("uno"), two], on: host)
    #expect(host.written.last == "seal")
    #expect(try await findings() == [])
    #expect(!fixture.names(in: store.folder).contains { $0.hasPrefix("making-") })
  }

  /// Another build that begins meanwhile removes what no list names: the layers of the one that goes on
  /// are still its own.
  @Test func listsThatGoWhileTwoBuildCostNoLayerInUse() async throws {
    var other = Recipe.sample()
    other.name.value = "other"
    let (fixture, recipe) = (fixture, other)
    let one = FakeStep("uno").doing { _ in
      remove(.recipes)
      try await fixture.build([FakeStep("else")], recipe: recipe, id: "another")
    }
    let host = FakeHost()
    try await fixture.build([one, FakeStep("due")], on: host)
    #expect(host.written == ["uno", "due", "seal"])
    #expect(try await findings() == [])
  }
}
