import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import Recipes
import SystemPackage
import TerminalUI

/// `imgbuild schedule install`: writes the units of a schedule, and enables it.
struct ScheduleInstallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Build recipes at set times.",
    discussion: """
      Writes a service and a timer for systemd, and enables the timer. A schedule of the same name \
      is replaced.
      """)

  @Argument(help: "The recipes.", completion: .recipes)
  var recipes: [String]

  @OptionGroup var options: RecipeOptions
  @OptionGroup var time: ScheduleTimeOptions

  @Option(help: "The schedule's name; default: the recipe's file name.")
  var name: String?

  @Flag(exclusivity: .exclusive)
  var scope: ScheduleScope = .usual

  @Option(
    name: .shortAndLong, help: "The folder that gets a folder for each image.",
    completion: .directory)
  var output = "output"

  @OptionGroup var afterRun: AfterRunOptions
  @OptionGroup var publishing: RunPublicationOptions

  @Flag(name: .customLong("print"), help: "Print the units, and install nothing.")
  var isPrinted = false

  func validate() throws {
    if recipes.isEmpty { throw ValidationError("Name a recipe to build.") }
    if let name, !Schedule.isName(name) {
      throw ValidationError(
        "--name takes letters, digits, dots, dashes and underscores, not '\(name)'.")
    }
    if name == nil, recipes.count > 1 {
      throw ValidationError("Name the schedule of several recipes with --name.")
    }
  }

  func run() async throws {
    let builds = try options.recipes(RecipePaths.files(recipes), only: [])
    let store = ScheduleStore(scope)
    let manager = ServiceManager(scope: scope)
    let schedule = try schedule(store)
    try await manager.checkCalendar(schedule.calendar)
    let service = try schedule.service(program: try Self.program())
    try await check(schedule, service, with: manager)
    if isPrinted {
      OutputDescriptor.standardOutput.write(lines: [
        "# \(store.units.appending(schedule.serviceName))", service,
        "# \(store.units.appending(schedule.timerName))", schedule.timer,
      ])
      return
    }
    try store.write(
      webhook: afterRun.webhook.flatMap { $0.hasPrefix("@") ? nil : $0 }, for: schedule.name)
    let isReplacement = try store.install(schedule, service: service)
    var lines = [
      "\(isReplacement ? "replaced" : "installed") the schedule \(schedule.name): \(schedule.calendar)",
      "  \(store.units.appending(schedule.serviceName))",
      "  \(store.units.appending(schedule.timerName))",
      "  images go to \(schedule.output)",
    ]
    lines += try await enable(schedule, manager) + Self.secretLines(builds, schedule)
    if !manager.canCheck { lines.append("the units were not checked: there is no systemd-analyze") }
    OutputDescriptor.standardOutput.write(lines: lines)
  }

  /// The program that runs now.
  private static func program() throws -> FilePath {
    guard let path = realpath("/proc/self/exe", nil) else {
      throw BuildError(.host, "finding imgbuild itself: \(Errno(rawValue: errno))")
    }
    defer { free(path) }
    return FilePath(platformString: path)
  }

  private func schedule(_ store: ScheduleStore) throws -> Schedule {
    let name = name ?? StarterRecipe.name(for: .absolute(recipes.first ?? ""))
    let paths = recipes.map { FilePath.absolute($0).string }
    let output = FilePath.absolute(output).string
    // Each value in one word with its option, whatever it begins with.
    var arguments = ["run"] + options.assignments.map { "--set=\($0)" }
    arguments += options.files.map { "--vars=\(FilePath.absolute($0))" }
    arguments += ["--output=\(output)", "--log-format=plain"]
    if let keep = afterRun.keep { arguments.append("--keep=\(keep)") }
    if let command = afterRun.onFailure { arguments.append("--on-failure=\(command)") }
    if let webhook = afterRun.webhook {
      // Whoever may list units or processes would see the URL.
      let file =
        webhook.hasPrefix("@")
        ? FilePath.absolute(String(webhook.dropFirst())) : store.webhook(name)
      arguments.append("--webhook=@\(file)")
    }
    arguments += publishing.arguments
    arguments += ["--lock=\(store.lock(name))"] + paths
    return Schedule(
      name: name, scope: scope, recipes: paths, output: output, calendar: time.calendar,
      delay: time.delay, arguments: arguments,
      environment: ScheduleEnvironment.kept(
        of: ProcessInfo.processInfo.environment, home: scope == .system))
  }

  private func check(
    _ schedule: Schedule, _ service: String, with manager: ServiceManager
  ) async throws {
    let folder = try makeTemporaryFolder("imgbuild-units")
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let files = [(schedule.serviceName, service), (schedule.timerName, schedule.timer)]
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(filePath: folder.appending(name).string))
    }
    try await manager.verify(files.map { folder.appending($0.0) }, runtime: folder)
  }

  private func enable(_ schedule: Schedule, _ manager: ServiceManager) async throws -> [String] {
    guard await manager.isRunning() else {
      return [
        "systemd does not run here, or does not answer; where it does, enable the schedule with:",
        "  " + scope.command("systemctl", "daemon-reload"),
        "  " + scope.command("systemctl", "enable", "--now", schedule.timerName),
      ]
    }
    let doing = "enabling the schedule"
    try await manager.control("daemon-reload", doing: doing)
    try await manager.control("enable", schedule.timerName, doing: doing)
    // One that runs already would go on with its old times.
    try await manager.control("restart", schedule.timerName, doing: doing)
    let next = await manager.property("NextElapseUSecRealtime", of: schedule.timerName)
    return ["enabled; next: \(next ?? "as soon as systemd says")"]
      + (scope == .user ? Self.lingering : [])
      + ["build now: " + scope.command("systemctl", "start", schedule.serviceName)]
  }

  /// A user's service manager ends with the last session, unless the user lingers.
  private static var lingering: [String] {
    let user = NSUserName()
    let lingers = FileManager.default.fileExists(atPath: "/var/lib/systemd/linger/\(user)")
    return lingers ? [] : ["to build while you are not logged in: loginctl enable-linger \(user)"]
  }

  /// Secrets that the service manager's environment does not have.
  private static func secretLines(_ builds: [Recipe], _ schedule: Schedule) -> [String] {
    let names = builds.flatMap(\.secrets).compactMap { secret in
      if case .environment(let name) = secret.place { name } else { String?.none }
    }
    guard !names.isEmpty else { return [] }
    let list = Set(names).sorted().joined(separator: ", ")
    return [
      "secrets from the environment (\(list)): name a file that has them, readable by you only:",
      "  " + schedule.scope.command("systemctl", "edit", schedule.serviceName)
        + "  # [Service] EnvironmentFile=/path",
    ]
  }
}
