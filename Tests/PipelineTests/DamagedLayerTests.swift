import BuildFoundation
import Foundation
import SystemPackage
import Testing

@testable import Pipeline

/// Layers whose files are not what they were.
@Suite struct DamagedLayerTests {
  private let fixture: BuildFixture
  private let steps = [FakeStep("one"), FakeStep("two"), FakeStep("three")]

  init() throws { fixture = try BuildFixture() }

  private var store: LayerStore { fixture.store }

  /// The path of the file of the layer of each key of the plan.
  private func files() throws -> [FilePath] {
    try fixture.plan(steps).layerKeys.map { key in
      store.path(try #require(store.record(key)?.chain.last))
    }
  }

  private func truncate(_ path: FilePath) throws {
    let file = try FileDescriptor.open(path, .readWrite)
    try file.closeAfter { try file.resize(to: 3) }
  }

  private func warnings(_ events: EventRecorder) -> [String] {
    events.events.compactMap {
      if case .notice(.warning, let message) = $0.kind { message } else { nil }
    }.filter { !$0.contains("may be too small") }
  }

  @Test func aTruncatedLayerIsMadeAgain() async throws {
    try await fixture.build(steps)
    let files = try files()
    try truncate(files[2])
    let (host, events) = (FakeHost(), EventRecorder())
    try await fixture.build(steps, on: host, events: events)
    #expect(host.written == ["two", "three", "seal"])
    let warnings = warnings(events)
    #expect(warnings.count == 2)
    #expect(warnings.first?.hasPrefix("the layer “write two” is made again: its file ") == true)
    #expect(warnings.first?.contains("has 3 B of ") == true)
    // What is there now is whole.
    let next = FakeHost()
    try await fixture.build(steps, on: next)
    #expect(next.written == ["seal"])
  }

  @Test func aMissingBaseIsMadeAgain() async throws {
    try await fixture.build(steps)
    unlink(try files()[0].string)
    let (host, events) = (FakeHost(), EventRecorder())
    try await fixture.build(steps, on: host, events: events)
    #expect(host.written == ["one", "two", "three", "seal"])
    #expect(warnings(events).count == 4)
    #expect(warnings(events).allSatisfy { $0.hasSuffix("is missing") })
  }

  /// Whatever the clock said when they were made or used.
  @Test(arguments: [1.0, 4e9]) func timesDoNotMatter(seconds: Double) async throws {
    try await fixture.build(steps)
    let time = timespec(tv_sec: Int(seconds), tv_nsec: 0)
    for name in fixture.names(in: store.folder) {
      utimensat(AT_FDCWD, store.path(name).string, [time, time], 0)
    }
    let host = FakeHost()
    try await fixture.build(steps, on: host)
    #expect(host.written == ["seal"])
  }

  /// A version of imgbuild that kept less of a layer.
  @Test func anOldRecordIsNone() async throws {
    try await fixture.build(steps)
    let plan = try fixture.plan(steps)
    for key in plan.layerKeys {
      let record = try #require(store.record(key))
      let old: [String: Any] = [
        "chain": record.chain, "title": record.title, "seconds": 1,
        "created": "2026-01-01T00:00:00Z", "inputs": [:],
      ]
      try JSONSerialization.data(withJSONObject: old).write(
        to: URL(filePath: store.recordPath(key).string))
    }
    let host = FakeHost()
    try await fixture.build(steps, on: host)
    #expect(host.written == ["one", "two", "three", "seal"])
  }

  private func read(_ path: FilePath) async throws -> LayerStore.FileContent {
    let text = try String(contentsOfFile: path.string, encoding: .utf8)
    let below = text.prefix { $0 != "\n" }
    return LayerStore.FileContent(
      map: try Digest.sha256(ofFile: path), backing: below.isEmpty ? nil : String(below))
  }

  @Test func verificationFindsWhatIsDamaged() async throws {
    try await fixture.build(steps)
    #expect(try await store.verify(read: read) == [])
    let keys = try fixture.plan(steps).layerKeys
    let files = try files()
    // As long as before.
    var text = try #require(FileManager.default.contents(atPath: files[2].string))
    text[text.endIndex - 2] ^= 1
    try text.write(to: URL(filePath: files[2].string))
    let findings = try await store.verify(read: read)
    #expect(findings.map(\.key) == Array(keys[2...]))
    #expect(findings.first?.title == "write two")
    #expect(findings.first?.reason.hasSuffix("its map is another") == true)
    try await store.remove(findings)
    #expect(try await store.verify(read: read) == [])
    #expect(store.record(keys[1]) != nil)
    #expect(store.storedRecord(keys[2]) == nil)
    #expect(!FileManager.default.fileExists(atPath: files[2].string))
  }

  @Test func verificationFindsAnotherChainAndATornRecord() async throws {
    try await fixture.build(steps)
    let keys = try fixture.plan(steps).layerKeys
    try Data("{".utf8).write(to: URL(filePath: store.recordPath(keys[3]).string))
    let findings = try await store.verify { path in
      var content = try await read(path)
      content.backing = content.backing.map { _ in "other.qcow2" }
      return content
    }
    #expect(Set(findings.map(\.key)) == Set(keys[1...]))
    #expect(findings.contains { $0.reason.contains("stands on other.qcow2, and should on ") })
    #expect(findings.contains { $0.title == nil && $0.reason.contains("cannot be read") })
  }
}
