import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline

@Suite struct LayerStoreTests {
  private let folder: TemporaryFolder
  private let store: LayerStore

  init() throws {
    folder = try TemporaryFolder()
    store = try LayerStore(folder: folder.path.appending("a").appending("layers"))
  }

  private func key(_ name: String) -> LayerKey { LayerKey(on: nil, [KeyField("name", name)]) }

  /// Makes a layer as the build `id` does.
  @discardableResult private func makeLayer(_ name: String, build id: String) throws -> String {
    let file = store.fileName(key(name), build: id)
    try Data().write(to: URL(filePath: store.path(file).string))
    try store.publish(key(name), record([file]))
    return file
  }

  private func record(_ chain: [String]) -> LayerRecord {
    LayerRecord(
      files: chain.map {
        LayerFile(name: $0, size: ByteCount(bytes: 0), map: Digest.sha256($0))
      }, title: "a layer", seconds: 1.5, created: Date(timeIntervalSince1970: 1e9),
      inputs: ["suite": "sha256:1"])
  }

  private func known(_ names: String...) -> [String] {
    names.filter { store.record(key($0)) != nil }
  }

  private var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: store.folder.string)) ?? []).sorted()
  }

  @Test func aRecordComesBackAsItWas() throws {
    let file = try makeLayer("a", build: "run-1")
    #expect(store.record(key("a")) == record([file]))
    #expect(store.record(key("b")) == nil)
    #expect(!files.contains { $0.hasSuffix(".tmp") })
  }

  @Test func theFirstToPublishWins() throws {
    let first = try makeLayer("a", build: "run-1")
    try makeLayer("a", build: "run-2")
    #expect(store.record(key("a"))?.chain == [first])
    store.forget(key("a"))
    #expect(store.record(key("a")) == nil)
    let second = try makeLayer("a", build: "run-3")
    #expect(store.record(key("a"))?.chain == [second])
  }

  @Test func aRecordWithoutOneOfItsFilesIsNone() throws {
    let bottom = try makeLayer("bottom", build: "run-1")
    let top = try makeLayer("top", build: "run-1")
    store.forget(key("top"))
    try store.publish(key("top"), record([bottom, top]))
    #expect(store.record(key("top")) != nil)
    unlink(store.path(bottom).string)
    #expect(store.record(key("top")) == nil)
  }

  @Test(arguments: ["", "{", "[]", #"{"chain": ["#, "null"])
  func aTornRecordIsNone(text: String) throws {
    try makeLayer("a", build: "run-1")
    try Data(text.utf8).write(to: URL(filePath: store.recordPath(key("a")).string))
    #expect(store.record(key("a")) == nil)
  }

  @Test func whatNoBuildNeedsGoes() async throws {
    let old = try makeLayer("old", build: "run-0")
    let use = try await store.use([key("new")], build: "run-1", recipe: "r")
    #expect(known("old") == [])
    #expect(!files.contains(old))
    try makeLayer("new", build: "run-1")
    try await store.finish([key("new")], build: "run-1", recipe: "r", succeeded: true)
    withExtendedLifetime(use) {}
    #expect(known("new") == ["new"])
    #expect(!files.contains { $0.hasPrefix("use-") })
  }

  /// What a build has written and not published yet has its name in it.
  @Test func filesOfALiveBuildStay() async throws {
    let use = try await store.use([key("a")], build: "run-live", recipe: "r")
    let overlay = store.path("overlay-run-live-1.qcow2")
    try Data().write(to: URL(filePath: overlay.string))
    let other = try await store.use([key("b")], build: "run-other", recipe: "s")
    #expect(files.contains("overlay-run-live-1.qcow2"))
    try await store.finish([key("a")], build: "run-live", recipe: "r", succeeded: false)
    #expect(!files.contains("overlay-run-live-1.qcow2"))
    withExtendedLifetime((use, other)) {}
  }

  /// A killed build leaves its list, but not its lock.
  @Test func filesOfADeadBuildGo() async throws {
    do {
      let dead = try await store.use([key("a")], build: "run-dead", recipe: "r")
      try makeLayer("a", build: "run-dead")
      try Data().write(to: URL(filePath: store.path("overlay-run-dead-1.qcow2").string))
      withExtendedLifetime(dead) {}
    }
    let use = try await store.use([key("b")], build: "run-next", recipe: "other")
    #expect(!files.contains("use-run-dead.lock"))
    #expect(!files.contains("overlay-run-dead-1.qcow2"))
    // It was the last attempt at its recipe.
    #expect(known("a") == ["a"])
    withExtendedLifetime(use) {}
  }

  @Test func theLastSuccessAndTheLastAttemptAreKept() async throws {
    for (name, succeeds) in [("one", true), ("two", false), ("three", false)] {
      let use = try await store.use([key(name)], build: "run-\(name)", recipe: "r")
      try makeLayer(name, build: "run-\(name)")
      try await store.finish([key(name)], build: "run-\(name)", recipe: "r", succeeded: succeeds)
      withExtendedLifetime(use) {}
    }
    #expect(known("one", "two", "three") == ["one", "three"])
    let use = try await store.use([key("four")], build: "run-four", recipe: "r")
    try makeLayer("four", build: "run-four")
    try await store.finish([key("four")], build: "run-four", recipe: "r", succeeded: true)
    #expect(known("one", "three", "four") == ["four"])
    withExtendedLifetime(use) {}
  }

  @Test func twoLiveBuildsKeepTheirOwn() async throws {
    let first = try await store.use([key("one")], build: "run-1", recipe: "r")
    try makeLayer("one", build: "run-1")
    let second = try await store.use([key("two")], build: "run-2", recipe: "s")
    try makeLayer("two", build: "run-2")
    try await store.finish([key("one")], build: "run-1", recipe: "r", succeeded: true)
    #expect(known("one", "two") == ["one", "two"])
    try await store.finish([key("two")], build: "run-2", recipe: "s", succeeded: true)
    #expect(known("one", "two") == ["one", "two"])
    withExtendedLifetime((first, second)) {}
  }

  /// The recipe was edited between two builds that run at once; the success is the first one's.
  @Test func aSuccessKeepsItsOwnLayersWhateverElseWasAttempted() async throws {
    let first = try await store.use([key("one")], build: "run-1", recipe: "r")
    try makeLayer("one", build: "run-1")
    let second = try await store.use([key("two")], build: "run-2", recipe: "r")
    try await store.finish([key("one")], build: "run-1", recipe: "r", succeeded: true)
    try await store.finish([key("two")], build: "run-2", recipe: "r", succeeded: false)
    #expect(known("one") == ["one"])
    withExtendedLifetime((first, second)) {}
  }

  @Test func aBuildHasItsNameForItself() async throws {
    let use = try await store.use([], build: "run-1", recipe: "r")
    await #expect(throws: BuildError.self) {
      _ = try await store.use([], build: "run-1", recipe: "r")
    }
    withExtendedLifetime(use) {}
  }

  @Test func aFolderThatCannotBeMadeIsTheHostsFault() throws {
    let file = try folder.write("file", "")
    let error = #expect(throws: BuildError.self) {
      try LayerStore(folder: file.appending("layers"))
    }
    #expect(error?.code == .host)
  }
}
