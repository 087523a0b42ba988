import BuildFoundation
import Foundation
import Guests
import Pipeline
import Recipes
import Steps
import SystemPackage
import TestSupport
import Testing

/// Steps on a real system: applied in one appliance, read back there and in a booted builder.
@Suite(
  .serialized,
  .needs("mmdebstrap", "qemu-img", "qemu-storage-daemon", "qemu-system-x86_64", "mke2fs", "mcopy"))
struct StepsIntegrationTests {
  @Test(.timeLimit(.minutes(15)))
  func stepsDoWhatTheySay() async throws {
    let base = try await SharedBase.shared.disk()
    let folder = try TemporaryFolder()
    let host = try await LocalHost.forTests(in: folder)
    let disk = try await host.openDisk(
      on: base, overlay: folder.path.appending("overlay-0.qcow2"))
    let example = try StepExample(in: folder)
    let report = StepReport("test", to: EventRecorder())
    try await host.withAppliance(on: disk, layout: SharedBase.layout, report: report) { guest in
      try await example.apply(to: guest)
      try await example.check(guest)
      try await example.checkFailures(guest)
    }
    try await host.withBuilder(on: disk, settings: BuilderSettings(), report: report) { guest in
      try await example.checkBooted(guest)
    }
    try await disk.close()
    await host.close()
  }
}
