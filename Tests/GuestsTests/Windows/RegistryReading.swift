import Foundation
import SystemPackage
import TestSupport
import Testing

/// What an independent reader of the registry finds when it follows the devices of virtio.
struct RegistryReading: Decodable {
  /// A driver of the disk.
  struct Driver: Decodable {
    /// How a device leads to a service.
    struct Way: Decodable {
      let inf: String?
      let label: String?
      let `class`: String?
      let configuration: Bool?
      let flags: Int?
      let service: String?
    }

    let ways: [Way?]
    let service: String?
    let start: Int?
    let type: Int?
    let group: String?
    let image: String
    let file: Bool
  }

  let drivers: [String: Driver]
  let devicePath: [String]
  let infs: [String]
  let autoReboot: Int?
  let guestor: Bool
  let deniesRemoteDesktop: Int?
  let privateFirewall: Int?

  /// The Python; nil where `scripts/test` did not make one.
  static var python: String? { ProcessInfo.processInfo.environment["IMGBUILD_TEST_WINDOWS"] }

  /// Reads folders with hives; the results by the names of the folders.
  static func read(_ folders: [FilePath]) async throws -> [String: RegistryReading] {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Windows/read_drivers.py").path
    let run = try await ToolRun.onThread(
      try #require(python), [script] + folders.map(\.string))
    try #require(run.status == 0, "\(run.output)")
    return try JSONDecoder().decode(
      [String: RegistryReading].self, from: Data(run.output.utf8))
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips the test where the reader is not there; in CI it runs and fails.
  static var needsRegistryReader: Self {
    .enabled(
      if: RegistryReading.python != nil || HostTools.isCI,
      "needs dissect.regf from PyPI; run scripts/test, with a network")
  }
}
