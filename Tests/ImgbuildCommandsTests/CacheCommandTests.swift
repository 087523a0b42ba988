import ArgumentParser
import Bases
import BuildFoundation
import Foundation
import HostKit
import SystemPackage
import TerminalUI
import TestSupport
import Testing

@testable import ImgbuildCommands
@testable import Pipeline

/// The cache commands on a store of two real qcow2 files, one on the other.
@Suite(.needs("qemu-img", "qemu-io")) struct CacheCommandTests {
  private let folder: TemporaryFolder
  private let store: LayerStore

  init() throws {
    folder = try TemporaryFolder()
    store = try LayerStore(folder: folder.path.appending("layers"))
  }

  private let base = LayerKey(on: nil, [KeyField("name", "base")])
  private var top: LayerKey { LayerKey(on: base, [KeyField("name", "top")]) }
  private var downloads: DownloadCache { DownloadCache(folder.path.appending("downloads")) }

  private func run(_ tool: String, _ arguments: String...) async throws {
    try await ExternalTool(tool, package: "qemu-utils").check(arguments, doing: "making a layer")
  }

  /// Makes the layers as a build of the image `web` does.
  private func build() async throws {
    let use = try await store.use([base, top], build: "run-1", recipe: "/recipes/web")
    var files: [LayerFile] = []
    for (key, title) in [(base, "bootstrap debian"), (top, "packages: install nginx")] {
      let name = store.fileName(key, build: "run-1")
      let path = store.path(name)
      let backing = files.last.map { ["-b", $0.name, "-F", "qcow2"] } ?? []
      try await ExternalTool.qemuImage.check(
        ["create", "-q", "-f", "qcow2"] + backing + [path.string, "64M"], doing: "making a layer")
      try await run("qemu-io", "-f", "qcow2", "-c", "write -P 1 \(files.count)M 1M", path.string)
      files.append(
        try store.layerFile(name, map: try await CacheVerifyCommand.read(path).map))
      try store.publish(
        key,
        LayerRecord(
          files: files, title: title, seconds: 61,
          created: Date(timeIntervalSince1970: 1.7e9), inputs: ["suite": "sha256:1"]))
    }
    // Used at the same time, however long the tools took.
    for key in [base, top] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1.7e9)],
        ofItemAtPath: store.path("\(key.hex).json").string)
    }
    try await store.finish(
      [base, top], build: "run-1", recipe: "/recipes/web", succeeded: true)
    withExtendedLifetime(use) {}
  }

  @Test func theListHasALineForEachLayerAndTotals() async throws {
    try await build()
    let listing = CacheListing(try await store.layers(), downloads: downloads)
    let lines = listing.lines(width: nil, style: .plain)
    #expect(lines.count == 5)
    #expect(lines[0].hasPrefix("layer  "))
    #expect(lines[1].hasPrefix("\(base)  ") && lines[1].hasSuffix("  web      bootstrap debian"))
    #expect(lines[2].hasPrefix("\(top)  "))
    #expect(lines[4].hasPrefix("2 layers, ") && lines[4].hasSuffix("; 0 downloads, 0 B"))
    let json = try JSONSerialization.jsonObject(with: Data(try CommandJSON.text(listing).utf8))
    let layers = (json as? [String: Any])?["layers"] as? [[String: Any]]
    #expect(layers?.compactMap { $0["key"] as? String } == [base.hex, top.hex])
    #expect(layers?.first?["images"] as? [String] == ["web"])
    #expect(layers?.first?["size"] as? Int == Int(try await store.layers()[0].size.bytes))
  }

  @Test func anEmptyCacheIsOneLine() async throws {
    let listing = CacheListing(try await store.layers(), downloads: downloads)
    #expect(listing.lines(width: 80, style: .plain) == ["0 layers, 0 B; 0 downloads, 0 B"])
  }

  @Test func aLayerIsShownWithItsChain() async throws {
    try await build()
    let layers = try await store.layers()
    let layer = try LayerDetails.find(String(top.hex.prefix(5)).uppercased(), in: layers)
    let lines = LayerDetails(layer, among: layers).lines(style: .plain)
    #expect(lines.first == "layer     \(top.hex)")
    #expect(lines.contains("took      1 min 1 s"))
    #expect(lines.contains("used by   web"))
    #expect(lines.contains("input     suite sha256:1"))
    #expect(lines.suffix(2).map { $0.prefix(12) } == ["\(base)", "\(top)"])
    for (prefix, reason) in [("xyz", "none"), ("", "none")] {
      let error = #expect(throws: BuildError.self) { try LayerDetails.find(prefix, in: layers) }
      #expect(error?.code == .usage && error?.message.contains(reason) == true)
    }
    let twice = try #require(layers.first)
    let error = #expect(throws: BuildError.self) {
      try LayerDetails.find(String(twice.key.hex.prefix(3)), in: [twice, twice])
    }
    #expect(error?.message.contains("2 keys begin so") == true)
  }

  @Test func pruningSaysWhatItDoes() async throws {
    try await build()
    let pruning = CachePruning(store: store, downloads: downloads)
    #expect(
      try await pruning.run(PruneRules(), dryRun: false).first?.hasPrefix(
        "removed 0 layers, 0 B, and 0 downloads, 0 B; the layers that stay take ") == true)
    let planned = try await pruning.run(PruneRules(all: true), dryRun: true)
    #expect(planned.count == 3)
    #expect(planned[2].hasPrefix("would remove 2 layers, "))
    #expect(store.record(top) != nil)
    let done = try await pruning.run(PruneRules(all: true), dryRun: false)
    #expect(done[2].hasPrefix("removed 2 layers, "))
    #expect(done[2].hasSuffix("the layers that stay take 0 B"))
    #expect(store.record(base) == nil)
  }

  @Test func realLayersAreVerified() async throws {
    try await build()
    #expect(try await store.verify(read: CacheVerifyCommand.read) == [])
    let path = store.path(store.fileName(base, build: "run-1"))
    let file = try FileDescriptor.open(path, .readWrite)
    // The second table's first entry: the size stays, and so does the header.
    try file.closeAfter {
      _ = try file.writeAll(toAbsoluteOffset: 0x40000, [0, 0, 0, 0, 0, 0, 0, 0])
    }
    let findings = try await store.verify(read: CacheVerifyCommand.read)
    #expect(findings.map(\.key) == [base, top])
    try await store.remove(findings)
    #expect(try await store.layers().isEmpty)
  }

  @Test(arguments: [
    ("30d", 30 * 86_400), ("2w", 14 * 86_400), ("1 day", 86_400), ("12h", 43_200), ("90s", 90),
  ]) func agesAreRead(text: String, seconds: Int) {
    #expect(Age(argument: text)?.duration == .seconds(seconds))
  }

  @Test(arguments: [
    ["prune", "--older-than", "30"], ["prune", "--older-than", "x"],
    ["prune", "--keep-size", "big"],
    ["prune", "--all", "--keep-size", "1G"], ["show"], ["frobnicate"], ["list", "x"],
  ]) func mistakesAreUsageErrors(arguments: [String]) {
    #expect(throws: (any Error).self) { try ImgbuildCommand.parseAsRoot(["cache"] + arguments) }
  }
}
