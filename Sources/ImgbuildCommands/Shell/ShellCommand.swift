import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Recipes
import SystemPackage
import TerminalUI

/// `imgbuild shell`: looks into what a step of a build has left.
struct ShellCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell", abstract: "Open a shell in what a step of a build has left.",
    discussion: """
      Boots a throwaway copy of the step's layer, and opens a shell of root in it. Nothing that is \
      done there is kept. With a command, runs that and ends with its status: its output goes to \
      standard output, and it reads nothing.
      """)

  @Argument(help: "The recipe.", completion: .recipes)
  var recipe: String

  @OptionGroup var options: RecipeOptions

  @Option(help: "The build of a matrix, by the image's name.")
  var only: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The step after which to look: its id or number, a part of its title, base, or failed (what \
      --on-error keep has kept); default: the newest layer that is there.
      """, valueName: "step"))
  var at: String?

  @Flag(help: "Mount the disk in an appliance instead of booting it.")
  var offline = false

  @Option(name: .customShort("c"), help: "A line for /bin/sh to run instead of a shell.")
  var line: String?

  @OptionGroup var guests: GuestOptions

  @Argument(parsing: .postTerminator, help: "A program to run instead of a shell, after --.")
  var command: [String] = []

  func validate() throws {
    if line != nil, !command.isEmpty {
      throw ValidationError("-c and a program after -- are two commands; give one of them.")
    }
  }

  /// What to run; nil for a shell.
  private var guestCommand: GuestCommand? {
    if let line { return .shell(line, limit: ShellSession.commandLimit) }
    return command.isEmpty ? nil : GuestCommand(command, limit: ShellSession.commandLimit)
  }

  func run() async throws {
    let recipe = try chosen()
    let guestCommand = guestCommand
    if guestCommand == nil { try Self.checkTerminal(recipe) }
    let request = BuildRequest(
      recipe: recipe, output: .absolute("output"), accelerator: guests.accelerator,
      libvirtURI: guests.connection,
      reusesLayers: true, secrets: try await SecretResolver().values(of: recipe))
    let plan = try await request.pinnedPlan(events: NoticeSink())
    let store = try CacheCommand.store()
    let choice = try LayerChoices(plan, store: store).choice(at)
    try await ShellSession(
      request: request, plan: plan, choice: choice, place: offline ? .appliance : .builder,
      command: guestCommand
    ).run(store)
  }

  private func chosen() throws -> Recipe {
    let recipes = try options.recipes([recipe], only: only)
    if let recipe = recipes.first, recipes.count == 1 { return recipe }
    throw BuildError(
      .usage, "opening a shell in \(recipe): it has \(recipes.count) builds",
      hint: "choose one with --only: " + recipes.map(\.name.value).joined(separator: ", "))
  }

  private static func checkTerminal(_ recipe: Recipe) throws {
    guard isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0 else { return }
    throw BuildError(
      .usage,
      "opening a shell in \(recipe.name.value): standard input and output are no terminal",
      hint: "to run one command: -c 'COMMAND', or -- PROGRAM ARGUMENT…")
  }
}
