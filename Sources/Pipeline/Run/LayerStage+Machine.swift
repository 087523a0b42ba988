import BuildFoundation
import ImageProperties
import Recipes

extension LayerStage {
  /// Has the image run by itself, as a step wants it, and leaves the step's layer to be split off.
  func runMachine(
    _ group: StepGroup, on disk: any BuildDisk, _ launch: RunningActivity,
    _ progress: GroupProgress
  ) async throws {
    guard let planned = group.steps.first, let step = planned.step as? any MachineStep else {
      throw BuildError(.defect, "booting the image: no step says how")
    }
    let hardware = try await host.withAppliance(
      on: disk, layout: plan.base.layout, report: launch.report
    ) { guest in
      try await step.prepare(guest, report: launch.report)
      launch.report.progress("inspecting the disk")
      return try await provenHardware(of: guest)
    }
    launch.finish(.done(note: hardware.summary))
    let machine = step.machine(hardware, settings: plan.recipe.builder)
    let ((), seconds) = try await activities.run(planned.activity) { report in
      try await host.run(machine, on: disk, report: report)
    }
    await progress.finishLast(planned, seconds: seconds)
  }

  /// What the disk proves that it can be booted on; the recipe's own words count more, because only the finished disk
  /// is held against them.
  private func provenHardware(of guest: any OfflineGuest) async throws -> NovaHardware {
    let facts = try await guest.inspect(readingSignatures: false)
    var properties = try PropertyRules(facts).stamp(StampRequest()).properties
    for (name, value) in plan.recipe.properties {
      properties.set(ImageProperty(name, value.value, because: "declared"))
    }
    return NovaHardware(properties)
  }
}
