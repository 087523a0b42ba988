import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import Pipeline
import StorageDaemon
import SystemPackage
import TerminalUI

/// `imgbuild cache verify`: looks for damaged layers.
struct CacheVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check every layer thoroughly.",
    discussion: """
      Each file must be as long as when it was made, name the one below it, have the same map of \
      blocks, and be without damage that qemu-img finds. Exit status 1 when a layer is damaged.
      """)

  @Flag(help: "Remove damaged layers; the next build makes them again.")
  var remove = false

  func run() async throws {
    let store = try CacheCommand.store()
    let isTerminal = isatty(STDERR_FILENO) == 1
    let count = try await store.layers().count
    if isTerminal {
      OutputDescriptor.standardError.write(
        lines: ["checking \(CacheListing.count(count, "layer"))…"])
    }
    let findings = try await store.verify(read: Self.read)
    for finding in findings {
      let title = finding.title.map { " (\($0.sanitized))" } ?? ""
      OutputDescriptor.standardOutput.write(lines: [
        "\(finding.key)\(title): \(finding.reason.sanitized)"
      ])
    }
    guard !findings.isEmpty else {
      OutputDescriptor.standardOutput.write(lines: [
        "all layers are whole: \(count)"
      ])
      return
    }
    if remove { try await store.remove(findings) }
    let what = findings.count == 1 ? "1 layer is damaged" : "\(findings.count) layers are damaged"
    OutputDescriptor.standardOutput.write(lines: [
      remove
        ? "\(what) and removed; the next build makes them again"
        : "\(what); imgbuild cache verify --remove removes them"
    ])
    throw ExitCode(BuildError.Code.buildFailed.exitStatus)
  }

  /// What a layer's file says of itself; throws when it is damaged.
  static func read(_ path: FilePath) async throws -> LayerStore.FileContent {
    let map = try QcowMap.digest(of: path)
    try await QemuImage.check(path)
    let info = try await QemuImage.info(path, format: .qcow2)
    return LayerStore.FileContent(
      map: map, backing: info.backingFile?.lastComponent?.string)
  }
}
