import BuildFoundation
import GuestfsKit
public import ImageProperties
public import Pipeline
public import SystemPackage

extension LocalHost {
  /// Finds the facts of an image, which is not written to.
  ///
  /// A disk without a system, or with several, has facts too: of its partitions, and a remark that says
  /// so. Throws `buildFailed` when the disk cannot be read.
  public func inspect(
    _ image: FilePath, format: String, report: StepReport
  ) async throws -> DiskFacts {
    report.progress("starting the appliance")
    let appliance = try await launch(.file(image, format: format, readOnly: true))
    do {
      report.progress("inspecting the disk")
      let guest = ApplianceGuest(appliance, scratch: scratch.folder)
      let facts: DiskFacts
      if let reason = try await guest.mountForInspection() {
        facts = try await DiskInspector(guest: guest).factsWithoutSystem(reason)
      } else {
        facts = try await DiskInspector(guest: guest, listsVolumes: true).facts()
      }
      await appliance.close()
      return facts
    } catch {
      appliance.terminate()
      await appliance.close()
      throw error
    }
  }
}

extension ApplianceGuest {
  /// Mounts the one system of the disk; where there is none, or a choice, says so.
  fileprivate func mountForInspection() async throws -> String? {
    try await call("the guest's file systems to be mounted", limit: Self.longLimit) { appliance in
      if try PlainDisk.mount(in: appliance) { return nil }
      let systems = try appliance.inspect()
      guard let system = systems.first else { return "no operating system was found on the disk" }
      guard systems.count == 1 else {
        let names = systems.map { $0.productName ?? $0.root }.joined(separator: ", ")
        return "there are several operating systems on the disk: \(names)"
      }
      try appliance.mount(system)
      return nil
    }
  }
}
