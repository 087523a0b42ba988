import BuildFoundation
import Foundation
import Pipeline
import SystemPackage

/// A disk made of text files: the first line of each names the layer below it, and the rest is what
/// was written on top of that.
actor FakeDisk: BuildDisk {
  private(set) var overlay: FilePath
  private let host: FakeHost

  init(on layer: FilePath, overlay: FilePath, _ host: FakeHost) throws {
    self.overlay = overlay
    self.host = host
    try Self.make(overlay, on: layer, "")
  }

  static func make(_ path: FilePath, on layer: FilePath?, _ text: String) throws {
    let below = layer?.lastComponent?.string ?? ""
    try Data("\(below)\n\(text)".utf8).write(
      to: URL(filePath: path.string), options: .withoutOverwriting)
  }

  /// What a guest would see on the disk whose topmost file is `layer`.
  static func text(of layer: FilePath) throws -> String {
    let whole = try String(contentsOfFile: layer.string, encoding: .utf8)
    let lines = whole.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let own = String(lines[1])
    if lines[0].isEmpty { return own }
    return try text(of: layer.removingLastComponent().appending(String(lines[0]))) + own
  }

  func append(_ line: String) throws {
    let file = try FileDescriptor.open(overlay, .writeOnly, options: .append)
    try file.closeAfter { _ = try file.writeAll(Array("\(line)\n".utf8)) }
  }

  func checkpoint(renamingTo frozen: FilePath, continuingIn overlay: FilePath) async throws {
    try await host.reachCheckpoint()
    guard !FileManager.default.fileExists(atPath: frozen.string) else {
      throw BuildError(.defect, "the layer \(frozen) is there already")
    }
    try FileManager.default.moveItem(atPath: self.overlay.string, toPath: frozen.string)
    try Self.make(overlay, on: frozen, "")
    self.overlay = overlay
  }

  func grow(to size: ByteCount) async throws { host.note("grow to \(size)") }

  func close() async { host.note("close disk") }
}
