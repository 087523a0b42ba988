import BuildFoundation
import Foundation
import GuestfsKit
import HostKit
import LibvirtKit
import SystemPackage

extension HostCheckRunner {
  /// Opens libvirt's embedded QEMU driver.
  static func libvirt(root: FilePath, sharedCache: FilePath) -> HostCheckRunner {
    HostCheckRunner(name: "libvirt", limit: .seconds(60)) {
      let driver = EmbeddedDriver(root: root, sharedCache: sharedCache)
      let connection = try await Connection.open(driver)
      let versions = try await connection.versions()
      await connection.close()
      return HostCheck(
        name: "libvirt", .ok,
        "\(versions.library) with QEMU \(versions.hypervisor), embedded driver")
    }
  }

  /// Launches a libguestfs appliance on an empty disk, the way a build does.
  static func appliance(_ probe: AcceleratorProbe, in workspace: BuildWorkspace) -> HostCheckRunner
  {
    HostCheckRunner(name: "appliance", limit: .seconds(300)) {
      let disk = workspace.scratch.appending("disk")
      let file = try FileDescriptor.open(
        disk, .writeOnly, options: .create, permissions: .ownerReadWrite)
      try file.closeAfter { try file.resize(to: 1 << 20) }
      let start = ContinuousClock.now
      let usesKVM = await probe.verdict().isUsable
      var options = Appliance.Options(
        drives: [.file(disk, format: "raw", readOnly: false)], usesKVM: usesKVM)
      options.temporaryFolder = workspace.scratch
      options.onStart = { pid, _ in try? workspace.registerProcess("appliance", pid: pid) }
      let appliance = try await Appliance.launch(options)
      await appliance.close()
      return HostCheck(
        name: "appliance", .ok,
        "launched in \((ContinuousClock.now - start).inWords) (\(usesKVM ? "KVM" : "TCG"))")
    }
  }
}
