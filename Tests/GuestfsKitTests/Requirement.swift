import Foundation
import HostKit
import Testing

/// Whether the tools are there.
///
/// In CI they must be: a missing one fails the test there.
private func available(_ tools: [ExternalTool]) -> Bool {
  ProcessInfo.processInfo.environment["CI"] != nil || tools.allSatisfy { $0.path != nil }
}

extension Trait where Self == ConditionTrait {
  /// For tests that launch a real appliance; emulated, that takes about 15 s.
  static var needsAppliance: Self {
    .enabled(
      if: available([
        .qemuImage, .storageDaemon,
        ExternalTool("qemu-system-x86_64", package: "qemu-system-x86"),
        ExternalTool("supermin", package: "supermin"),
      ]), "needs libguestfs's appliance, QEMU and qemu-storage-daemon")
  }
}

/// An image with a real system, for tests that a small file system cannot serve.
let testImage = ProcessInfo.processInfo.environment["IMGBUILD_TEST_IMAGE"]
