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
    let folder = try TemporaryFolder()
    let example = try StepExample(in: folder)
    let report = StepReport("test", to: EventRecorder())
    try await LocalHost.withDisk(in: folder) { host, disk in
      try await host.withAppliance(on: disk, layout: SharedBase.layout, report: report) { guest in
        try await example.apply(to: guest)
        try await example.check(guest)
        try await example.checkFailures(guest)
      }
      try await host.withBuilder(on: disk, settings: BuilderSettings(), report: report) { guest in
        try await example.checkBooted(guest)
      }
    }
  }
}
