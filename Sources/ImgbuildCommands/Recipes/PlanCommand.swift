import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Recipes
import SystemPackage
import TerminalUI

/// `imgbuild plan`: what a build is made from and what it does, before the first change.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a recipe is built from, step by step.",
    discussion: """
      The base is pinned as for a build, and package repositories are asked what they serve. Steps \
      are shown with the keys of the layers that they leave: equal keys are built once. The first \
      step that has to run says why, and each how long it took the last time.
      """)

  @Argument(help: "The recipe.", completion: .recipes)
  var recipe: String

  @OptionGroup var options: RecipeOptions

  @Option(help: "The builds of a matrix to show, by the images' names.")
  var only: [String] = []

  @Option(
    name: .customLong("connect"), help: "The libvirt connection that knows a `domain` base.")
  var libvirtURI: String?

  @Option(help: "The form: \(Format.allCases.map(\.rawValue).joined(separator: " or ")).")
  var format = Format.table

  /// How a plan is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
  }

  func run() async throws {
    var listings: [PlanListing] = []
    for recipe in try options.recipes([recipe], only: only) {
      let request = BuildRequest(
        recipe: recipe, output: .absolute("output"), accelerator: .auto, libvirtURI: libvirtURI,
        reusesLayers: true,
        secrets: try await SecretResolver().values(of: recipe))
      let plan = try await request.pinnedPlan(events: NoticeSink())
      listings.append(PlanListing(plan, request.forecast(plan)))
    }
    switch format {
    case .table:
      let blocks = listings.map { $0.lines.joined(separator: "\n") }
      OutputDescriptor.standardOutput.write(lines: [blocks.joined(separator: "\n\n")])
    case .json:
      OutputDescriptor.standardOutput.write(lines: [try CommandJSON.text(listings)])
    }
  }
}
