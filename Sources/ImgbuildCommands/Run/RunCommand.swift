public import ArgumentParser
import BuildFoundation
import Foundation
public import HostKit
import Pipeline
import Recipes
import SystemPackage
import TerminalUI

/// `imgbuild run`: builds, verifies and stamps the images of recipes.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Build, verify and stamp the images of recipes.")

  @Argument(help: "The recipes, or folders of recipes.", completion: .recipes)
  var recipes: [String]

  @OptionGroup var options: RecipeOptions

  @Option(help: "The builds of a matrix to run, by the images' names.")
  var only: [String] = []

  @Option(
    name: .shortAndLong, help: "The folder that gets a folder with the image's name.",
    completion: .directory)
  var output = "output"

  @OptionGroup var guests: GuestOptions

  @Option(help: "How to say what happens: \(LogFormat.listing).")
  var logFormat = LogFormat.auto

  @Option(
    help: ArgumentHelp(
      "How many builds go on at a time; default: one for each processor, as memory allows.",
      valueName: "number"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "What the layers of all builds may take; default: half of what is free and theirs.",
      valueName: "size"))
  var cacheLimit: ByteCount?

  @Option(
    help: """
      What to do when the build fails: cleanup, keep (the failed disk, for imgbuild shell), or shell \
      (in the guest that failed).
      """)
  var onError = OnError.cleanup

  @OptionGroup var afterRun: AfterRunOptions

  @OptionGroup var publishing: RunPublicationOptions

  @Flag(help: "Use no layers of earlier builds.")
  var refresh = false

  @Flag(help: "Show what would be done, and do nothing.")
  var dryRun = false

  /// The one build that this process makes for another, which runs several.
  @Option(name: .customLong(SeparateBuild.option), help: .hidden)
  var build: String?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be 1 or more.") }
    guard onError == .shell else { return }
    if jobs ?? 1 > 1 {
      throw ValidationError("--on-error shell is for one build at a time, not for --jobs.")
    }
    if logFormat == .json {
      throw ValidationError("--on-error shell needs the output that --log-format json takes.")
    }
  }

  func run() async throws {
    let files = try RecipePaths.files(recipes)
    try await afterRun.reporting(files) {
      if let build { return try await run(build, of: files) }
      // Builds of several run below this process, which holds the lock for them.
      let lock = try afterRun.takeLock()
      defer { withExtendedLifetime(lock) {} }
      try await runAll(files)
    }
  }

  private func runAll(_ files: [String]) async throws {
    let builds = try options.recipes(files, only: only)
    if !dryRun { try onError.check(builds.map(\.name.value)) }
    if builds.count == 1 || dryRun {
      for build in builds { try await run(build) }
      return
    }
    try await SeparateBuilds(
      builds: builds.map {
        SeparateBuild(
          name: $0.name.value, memory: BuildJobs.need(builder: $0.builder.memory))
      }, jobs: BuildJobs(jobs), view: logFormat.group()
    ).run()
  }

  /// Makes one build for another process, which has looked for faults and shows what happens.
  private func run(_ build: String, of files: [String]) async throws {
    SeparateBuilds.watchParent()
    for file in files {
      for recipe in options.loader.check(FilePath(file)).recipes
      where recipe.name.value == build {
        return try await run(recipe)
      }
    }
    throw BuildError(.recipe, "building \(build): its recipe is gone")
  }

  private func run(_ recipe: Recipe) async throws {
    if dryRun {
      let request = try await request(recipe)
      let plan = try await request.pinnedPlan(events: NoticeSink())
      OutputDescriptor.standardOutput.write(
        lines: PlanListing(plan, request.forecast(plan)).lines)
      return
    }
    try await AfterRun(recipe, report: afterRun.report).following { after in
      let request = try await request(recipe)
      let sink: any RenderingSink =
        build == nil ? logFormat.sink() : ProcessSink(.standardOutput)
      let plan = try await request.pinnedPlan(events: sink)
      try await BuildSession(request, plan: plan, sink: sink, after: after).run()
    }
  }

  private func request(_ recipe: Recipe) async throws -> BuildRequest {
    BuildRequest(
      recipe: recipe, output: .absolute(output), accelerator: guests.accelerator,
      libvirtURI: guests.connection,
      reusesLayers: !refresh, secrets: try await SecretResolver().values(of: recipe),
      keep: afterRun.keep, cacheLimit: cacheLimit, onError: onError,
      publication: publishing.publication, lookCommand: lookCommand(recipe))
  }

  /// How to look at the disk of a failed build of `recipe`, with what decides its layers.
  private func lookCommand(_ recipe: Recipe) -> String {
    let file = recipe.path.string
    var words = ["imgbuild", "shell", file, "--at", LayerChoices.failed]
    if options.loader.check(recipe.path).recipes.count > 1 {
      words += ["--only", recipe.name.value]
    }
    words += options.assignments.flatMap { ["--set", $0] }
    words += options.files.flatMap { ["--vars", $0] }
    if guests.accelerator != .auto { words += ["--accelerator", guests.accelerator.rawValue] }
    if let uri = guests.libvirtURI { words += ["--connect", uri] }
    return words.map(\.shellQuoted).joined(separator: " ")
  }
}

extension AcceleratorChoice: ExpressibleByArgument {}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// All values as help texts list them.
  static var listing: String {
    allCases.map(\.rawValue).joined(separator: ", ")
  }
}
