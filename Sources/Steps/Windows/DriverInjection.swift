import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Recipes
import SystemPackage
import WindowsSetup

/// `drivers`: puts virtio-win's drivers into the Windows on the disk.
struct DriverInjection: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: DriversStep

  init(_ source: Recipes.Step, _ action: DriversStep) {
    self.source = source
    self.action = action
  }

  func fileFields() throws -> [KeyField] { [KeyField("virtio", try drivers.digest().hex)] }

  func checkHost() throws {
    if drivers.isDisc { _ = try ExternalTool.xorriso.located() }
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    guard let offline = guest as? any OfflineGuest else {
      throw failure(
        "putting drivers into Windows: that is done while it is not running",
        hint: "leave `in: guest` out")
    }
    let windows = offline.windows
    try await windows.checkCanBeChanged()
    report.progress("reading the registry")
    let survey = try await windows.withRegistry { try await DriverSurvey($0) }
    let name = VirtioRelease(survey.windows)?.name ?? "Windows"
    report.progress("unpacking the drivers for \(name)")
    let files = try await drivers.files(for: survey.windows)
    defer { files.remove() }
    let plan = try DriverPlan(
      files.packages(), for: survey,
      wishes: DriverPlan.Wishes(only: action.only, force: action.force), source: drivers.name)
    plan.remarks.forEach { report.warning($0) }
    try await write(plan, files, to: windows, report)
  }

  private func write(
    _ plan: DriverPlan, _ files: VirtioFiles, to windows: any WindowsDisk, _ report: StepReport
  ) async throws {
    let contents = try plan.copies.map { ($0.target, try files.content(of: $0.source)) }
    let needed = ByteCount(bytes: Int64(contents.reduce(0) { $0 + $1.1.count }))
    let free = try await windows.freeSpace()
    guard free.bytes > needed.bytes else {
      throw failure(
        "putting drivers into Windows: they need \(needed), and the disk has \(free) left",
        hint: "give the recipe a larger disk, or take fewer drivers with `only`")
    }
    var written = 0
    for (target, content) in contents {
      report.progress(target)
      if try await windows.write(target, content) { written += 1 }
    }
    report.progress("changing the registry")
    let changed = try await windows.change(plan.changes)
    report.output(
      "\(plan.drivers.joined(separator: ", ")): \(written) of \(contents.count) files written, "
        + "\(changed) keys of the registry changed")
  }

  private var drivers: VirtioSource { VirtioSource(action.virtio) }
}
