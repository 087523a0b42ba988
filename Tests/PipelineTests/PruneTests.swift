import BuildFoundation
import Foundation
import SystemPackage
import Testing

@testable import Pipeline

@Suite struct PruneTests {
  private let fixture: BuildFixture
  private let now = Date(timeIntervalSince1970: 2e9)

  init() throws { fixture = try BuildFixture() }

  private var store: LayerStore { fixture.store }

  /// A layer of 64 KiB for each name, each on the one before; used so many days ago.
  private func make(
    _ names: [String], recipe: String, days: [Double], live: Bool = false
  ) async throws -> FileLock? {
    let keys = names.map(key)
    let use = try await store.use(keys, build: "run-\(recipe)", recipe: "/recipes/\(recipe)")
    var files: [LayerFile] = []
    for (key, age) in zip(keys, days) {
      if let record = store.record(key) {
        files = record.files
      } else {
        let name = store.fileName(key, build: "run-\(recipe)")
        try Data(repeating: 1, count: 65_536).write(to: URL(filePath: store.path(name).string))
        files.append(
          LayerFile(name: name, size: ByteCount(bytes: 65_536), map: Digest.sha256(name)))
        try store.publish(key, LayerRecord(files: files, title: name, seconds: 1, inputs: [:]))
      }
      let time = timespec(tv_sec: Int(now.timeIntervalSince1970 - age * 86_400), tv_nsec: 0)
      utimensat(AT_FDCWD, store.recordPath(key).string, [time, time], 0)
    }
    if live { return use }
    try await store.finish(
      keys, build: "run-\(recipe)", recipe: "/recipes/\(recipe)", succeeded: true)
    return nil
  }

  private func key(_ name: String) -> LayerKey { LayerKey(on: nil, [KeyField("name", name)]) }

  private func left(_ names: String...) -> [String] {
    names.filter { store.record(key($0)) != nil }
  }

  @Test func layersAreListedWithTheirUsers() async throws {
    _ = try await make(["base", "a"], recipe: "one", days: [1, 3])
    let use = try await make(["base", "b"], recipe: "two", days: [1, 2], live: true)
    let layers = try await store.layers()
    #expect(layers.map(\.key) == [key("base"), key("b"), key("a")])
    #expect(layers.map(\.images) == [["one", "two"], ["two"], ["one"]])
    #expect(layers.map(\.isLive) == [true, true, false])
    #expect(layers.allSatisfy { $0.size == .kibibytes(64) })
    withExtendedLifetime(use) {}
  }

  @Test func ageTakesWhatNothingStandsOn() async throws {
    _ = try await make(["base", "a", "aa"], recipe: "one", days: [9, 5, 5])
    _ = try await make(["base", "b"], recipe: "two", days: [9, 1])
    let rules = PruneRules(unusedFor: .seconds(3 * 86_400))
    let planned = try await store.prune(rules, now: now, dryRun: true)
    #expect(Set(planned.layers.map(\.key)) == [key("a"), key("aa")])
    #expect(left("base", "a", "aa", "b").count == 4)
    let done = try await store.prune(rules, now: now)
    #expect(done.freed == .kibibytes(128) && done.left == .kibibytes(128))
    #expect(left("base", "a", "aa", "b") == ["base", "b"])
    // The recipe whose layers are gone keeps the base alive no longer than the other does.
    _ = try await store.prune(PruneRules(unusedFor: .seconds(0)), now: now)
    #expect(fixture.names(in: store.folder) == ["store.lock"])
  }

  @Test func theLimitTakesTheLeastRecentlyUsed() async throws {
    _ = try await make(["base", "a", "aa"], recipe: "one", days: [1, 1, 7])
    _ = try await make(["base", "b"], recipe: "two", days: [1, 4])
    _ = try await store.prune(PruneRules(limit: .kibibytes(192)), now: now)
    #expect(left("base", "a", "aa", "b") == ["base", "a", "b"].filter { $0 != "aa" })
    _ = try await store.prune(PruneRules(limit: .kibibytes(191)), now: now)
    #expect(left("base", "a", "b") == ["base", "a"])
    _ = try await store.prune(PruneRules(limit: .kibibytes(0)), now: now)
    #expect(left("base", "a") == [])
  }

  /// A clock that was set back makes a base look older than what stands on it.
  @Test func noOrderOfTimesTakesALayerBelowAnother() async throws {
    _ = try await make(["base", "a", "aa"], recipe: "one", days: [900, 500, -500])
    _ = try await store.prune(PruneRules(unusedFor: .seconds(86_400)), now: now)
    #expect(left("base", "a", "aa") == ["base", "a", "aa"])
    _ = try await store.prune(PruneRules(limit: .kibibytes(128)), now: now)
    #expect(left("base", "a", "aa") == ["base", "a"])
  }

  @Test func whatARunningBuildUsesStays() async throws {
    _ = try await make(["base", "a"], recipe: "one", days: [90, 90])
    let use = try await make(["base", "b"], recipe: "two", days: [90, 90], live: true)
    _ = try await store.prune(PruneRules(all: true), now: now)
    #expect(left("base", "a", "b") == ["base", "b"])
    #expect(try await store.isInUse())
    withExtendedLifetime(use) {}
  }

  @Test func spaceIsEstimatedFromTheLastBuild() throws {
    let keys = ["base", "a", "b"].map(key)
    let last = LayerUse(
      keys: [keys[0], keys[1], key("old")], recipe: "r",
      sizes: [.gibibytes(2), .mebibytes(10), .mebibytes(30)])
    let known = SpaceEstimate(keys: keys, from: 1, last: last, artifact: .mebibytes(500))
    #expect(known.layers == .mebibytes(40) && known.isKnown)
    let first = SpaceEstimate(keys: keys, from: 0, last: nil, artifact: nil)
    #expect(first.layers == .mebibytes(1024 + 512) && !first.isKnown)
    #expect(!SpaceEstimate(keys: keys + [key("c")], from: 1, last: last, artifact: nil).isKnown)
  }

  @Test func shortagesNameBothNumbers() {
    var estimate = SpaceEstimate(keys: [], from: 0, last: nil, artifact: .gibibytes(1))
    estimate.layers = .gibibytes(2)
    func shortage(_ cache: Int64, _ output: Int64, sameDisk: Bool) -> String? {
      estimate.shortage(
        cache: ("/cache", FileSystemSpace(free: .mebibytes(cache), device: 1)),
        output: ("/output", FileSystemSpace(free: .mebibytes(output), device: sameDisk ? 1 : 2)))
    }
    #expect(shortage(2304, 1280, sameDisk: false) == nil)
    #expect(
      shortage(2304, 2304, sameDisk: true)
        == "it needs 3.3 GiB in /cache, as its last build took, and 2.3 GiB are free")
    #expect(shortage(100, 9999, sameDisk: false)?.contains("in /cache") == true)
    #expect(shortage(9999, 100, sameDisk: false)?.contains("in /output") == true)
  }
}
