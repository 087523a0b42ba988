import Foundation
import HostKit
import Testing

/// Whether a test's tool is there.
///
/// In CI it must be: a missing tool fails the test there.
func available(_ tool: ExternalTool) -> Bool {
  tool.path != nil || ProcessInfo.processInfo.environment["CI"] != nil
}

extension Trait where Self == ConditionTrait {
  /// For tests that use the real qemu-img and qemu-storage-daemon.
  static var needsQEMUTools: Self {
    .enabled(
      if: available(.qemuImage) && available(.storageDaemon),
      "needs qemu-img and qemu-storage-daemon")
  }
}
