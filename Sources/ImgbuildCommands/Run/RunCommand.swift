public import ArgumentParser
import BuildFoundation
import Foundation
public import HostKit
import Pipeline
import Recipes
import Steps
import SystemPackage
import TerminalUI

/// `imgbuild run`: builds, verifies and stamps the image of a recipe.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Build, verify and stamp the image of a recipe.")

  @Argument(help: "The recipe.", completion: .file(extensions: ["yml", "yaml"]))
  var recipe: String

  @Option(name: .shortAndLong, help: "The folder that gets a folder with the image's name.")
  var output = "output"

  @Option(help: "What guests run on: \(AcceleratorChoice.listing).")
  var accelerator = AcceleratorChoice.auto

  @Option(
    name: .customLong("connect"),
    help: "A libvirt connection for builders; default: QEMU's driver inside this process.")
  var libvirtURI: String?

  @Option(help: "How to say what happens: \(LogFormat.listing).")
  var logFormat = LogFormat.auto

  @Flag(help: "Use no layers of earlier builds.")
  var refresh = false

  @Flag(help: "Show what would be done, and do nothing.")
  var dryRun = false

  func run() async throws {
    let report = RecipeLoader(sealItems: SealItem.names).check(FilePath(recipe))
    for warning in report.warnings where report.recipe != nil {
      OutputDescriptor.standardError.write(lines: warning.rendered)
    }
    let request = BuildRequest(
      recipe: try report.get(), output: .absolute(output), accelerator: accelerator,
      libvirtURI: libvirtURI ?? ProcessInfo.processInfo.environment["LIBVIRT_DEFAULT_URI"],
      reusesLayers: !refresh)
    let plan = try request.plan()
    if dryRun {
      OutputDescriptor.standardOutput.write(lines: PlanListing(plan).lines)
      return
    }
    try await BuildSession(request, plan: plan, sink: logFormat.sink()).run()
  }
}

extension AcceleratorChoice: ExpressibleByArgument {}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// All values as help texts list them.
  fileprivate static var listing: String {
    allCases.map(\.rawValue).joined(separator: ", ")
  }
}
