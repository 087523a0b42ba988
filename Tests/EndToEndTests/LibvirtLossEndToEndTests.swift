import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// A libvirt daemon that ends while a builder that it has started boots.
@Suite(.needs("qemu-storage-daemon", "qemu-system-x86_64", "libvirtd", "unshare", "nsenter"))
struct LibvirtLossEndToEndTests {
  private static let steps = """
    - name: in the builder
      in: guest
      run: {script: echo over}
    """

  @Test(
    .timeLimit(.minutes(15)), .enabled(if: FaultHome.testImage != nil),
    .enabled(if: PrivateMounts.areAllowed || HostTools.isCI, "runs a libvirtd: run it as root"))
  func theBuildFailsAndTheNextOneGoesOn() async throws {
    let mounts = try PrivateMounts()
    let home = try FaultHome(mounts: mounts)
    try home.write(steps: Self.steps)
    try home.makePreviousArtifact()
    let files = try home.artifactFiles()
    let first = try PrivateLibvirt(in: mounts)
    let remains = home.remains
    let failed = try await home.build("--connect", "qemu:///system") { _, _ in
      let processes = (try? remains.processes()) ?? []
      if processes.contains(where: { $0.arguments.contains("-builder,") }) { first.kill() }
    }
    #expect(failed.status == 3, "\(failed.text)")
    #expect(
      failed.text.contains("the connection to libvirt (qemu:///system) was lost"), "\(failed.text)")
    #expect(failed.lines.contains { $0.contains("launch-step-1: failed after ") }, "\(failed.text)")
    let problems = try await home.problems()
    #expect(problems == [], "\(failed.text)")
    #expect(try home.artifactFiles() == files)

    let second = try PrivateLibvirt(in: mounts)
    let outcome = try await home.build("--connect", "qemu:///system")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.text.contains("step-1 | over"), "\(outcome.text)")
    let left = try await home.problems()
    #expect(left == [])
    second.kill()
  }
}
