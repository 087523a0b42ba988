public import ArgumentParser
import BuildFoundation
import Foundation
public import HostKit
import Pipeline
import Recipes
import SystemPackage
import TerminalUI

/// `imgbuild run`: builds, verifies and stamps the image of a recipe.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Build, verify and stamp the image of a recipe.")

  @Argument(help: "The recipe.", completion: .recipes)
  var recipe: String

  @OptionGroup var options: RecipeOptions

  @Option(help: "The builds of a matrix to run, by the images' names.")
  var only: [String] = []

  @Option(
    name: .shortAndLong, help: "The folder that gets a folder with the image's name.",
    completion: .directory)
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

  /// The one build that this process makes for another, which runs all builds of a matrix.
  @Option(name: .customLong(SeparateBuilds.option), help: .hidden)
  var build: String?

  func run() async throws {
    if let build {
      SeparateBuilds.watchParent()
      for recipe in try options.loader.check(FilePath(recipe)).all()
      where recipe.name.value == build {
        try await run(recipe)
      }
      return
    }
    let recipes = try options.recipes(recipe, only: only)
    if recipes.count == 1 || dryRun {
      for recipe in recipes { try await run(recipe) }
    } else {
      try await SeparateBuilds(names: recipes.map(\.name.value)).run()
    }
  }

  private func run(_ recipe: Recipe) async throws {
    let request = BuildRequest(
      recipe: recipe, output: .absolute(output), accelerator: accelerator,
      libvirtURI: libvirtURI ?? ProcessInfo.processInfo.environment["LIBVIRT_DEFAULT_URI"],
      reusesLayers: !refresh, secrets: try await SecretResolver().values(of: recipe))
    if dryRun {
      let plan = try await request.plan(on: request.pinnedBase(events: NoticeSink()))
      OutputDescriptor.standardOutput.write(lines: PlanListing(plan).lines)
      return
    }
    let sink = logFormat.sink()
    let plan = try await request.plan(on: request.pinnedBase(events: sink))
    try await BuildSession(request, plan: plan, sink: sink).run()
  }
}

extension AcceleratorChoice: ExpressibleByArgument {}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// All values as help texts list them.
  fileprivate static var listing: String {
    allCases.map(\.rawValue).joined(separator: ", ")
  }
}
