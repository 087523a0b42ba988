import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Recipes
import SystemPackage
import WindowsSetup

/// `drivers`: puts virtio-win's drivers into the Windows on the disk.
struct DriverInjection: WindowsFileStep {
  static let version = 2

  let source: Recipes.Step
  let action: DriversStep
  let doing = "putting drivers into Windows"
  let file: StepSource

  init(_ source: Recipes.Step, _ action: DriversStep, _ files: StepFiles) {
    self.source = source
    self.action = action
    file = StepSource(action.virtio, files)
  }

  func fileFields() throws -> [KeyField] {
    [try contentField("virtio") { try VirtioSource($0, name: file.name).digest() }]
  }

  func checkHost() throws {
    // What is fetched is a file, and so a disc.
    if file.localPath.map({ VirtioSource($0, name: file.name).isDisc }) ?? true {
      _ = try ExternalTool.xorriso.located()
    }
  }

  func apply(to guest: any Guest, from path: FilePath, report: StepReport) async throws {
    let drivers = VirtioSource(path, name: file.name)
    let windows = try await windows(on: guest, report)
    report.progress("reading the registry")
    let survey = try await windows.withRegistry {
      try await DriverSurvey($0, files: windows)
    }
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
    try await schedule(plan, on: windows, report)
  }

  /// Has Windows install the drivers at its first boot, also those whose devices it does not have then.
  private func schedule(
    _ plan: DriverPlan, on windows: any WindowsDisk, _ report: StepReport
  ) async throws {
    let names = plan.copies.map(\.target).compactMap(FilePath.init(_:)).compactMap(\.lastComponent)
      .map(\.string)
    do {
      try await FirstBootEditing(windows: windows).change { firstBoot, _ in
        for name in names where name.lowercased().hasSuffix(".inf") {
          let driver = FirstBootPlan.Driver(name)
          if !firstBoot.drivers.contains(driver) { firstBoot.drivers.append(driver) }
        }
        for name in names where BootDriver.allCases.contains(where: { "\($0).sys" == name }) {
          let path = WindowsPath("System32/drivers/\(name)")
          if !firstBoot.securedPaths.contains(path) { firstBoot.securedPaths.append(path) }
        }
      }
    } catch let error as BuildError where error.code == .buildFailed {
      report.warning(
        "\(error.message); Windows finds the drivers when it starts, and keeps them where they are")
    }
  }
}
