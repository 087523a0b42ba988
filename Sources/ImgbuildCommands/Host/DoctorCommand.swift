import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import SystemPackage
import TerminalUI

/// `imgbuild doctor`: checks what a build needs of this machine.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check what a build needs of this machine, and show how to mend what is missing.",
    discussion: "Exit status 1 when a build could not run here.")

  @Option(
    name: .shortAndLong, help: "The folder for artifacts whose disk space is checked.",
    completion: .directory)
  var output = "output"

  @Flag(help: "Print the checks as JSON.")
  var json = false

  func run() async throws {
    let folders = Folders.standard
    try folders.prepare()
    let workspace = try await BuildWorkspace.make(recipe: "doctor", in: folders)
    if !json, isatty(STDERR_FILENO) == 1 {
      OutputDescriptor.standardError.write(lines: ["checking; the appliance takes a moment…"])
    }
    let checks =
      HostChecks.standard(folders: folders, output: .absolute(output))
      + [
        .libvirt(root: workspace.runtime.appending("v"), sharedCache: folders.libvirtCache),
        .appliance(AcceleratorProbe(cacheFile: folders.acceleratorVerdict), in: workspace),
      ]
    let task = Task { await Doctor(checks: checks).run() }
    let interruption = Interruption {
      task.cancel()
    } kill: {
      workspace.killProcesses()
    }
    let diagnosis = await task.value
    workspace.killProcesses()
    try? await workspace.remove()
    let isInterrupted = interruption.wasReceived
    interruption.stop()
    if isInterrupted { throw ExitCode(BuildError.Code.interrupted.exitStatus) }
    if json {
      OutputDescriptor.standardOutput.write(lines: [try CommandJSON.text(diagnosis)])
    } else {
      printTable(diagnosis)
    }
    if !diagnosis.canBuild { throw ExitCode(1) }
  }

  private func printTable(_ diagnosis: Diagnosis) {
    let rows = diagnosis.checks.map {
      StatusRow($0.status.mark, $0.name, $0.detail, fix: $0.remedy)
    }
    let width = TerminalSize.ofStandardOutput
    let verdict =
      diagnosis.canBuild ? "This machine can build images." : "A build could not run here yet."
    OutputDescriptor.standardOutput.write(
      lines: StatusTable.lines(for: rows, width: width, style: .standardOutput) + ["", verdict])
  }
}

extension HostCheck.Status {
  fileprivate var mark: StatusRow.Status {
    switch self {
    case .ok: .good
    case .warning: .warning
    case .missing: .bad
    }
  }
}
