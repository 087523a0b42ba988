import ArgumentParser
import BuildFoundation
import Foundation
import Guests
import HostKit
import LibvirtKit
import Pipeline
import Recipes
import SystemPackage
import TerminalUI

/// One `imgbuild run`: prepares the host, builds, tells the result, and leaves nothing running.
struct BuildSession {
  let request: BuildRequest
  let plan: BuildPlan
  let sink: any RenderingSink
  /// For shells; untouched without.
  private let terminal: HostTerminal
  let after: AfterRun
  let folders = Folders.standard
  let start = ContinuousClock.now

  init(_ request: BuildRequest, plan: BuildPlan, sink: any RenderingSink, after: AfterRun) {
    self.request = request
    self.plan = plan
    self.after = after
    self.sink = RedactingSink(sink, hiding: request.secrets.hidden)
    terminal = HostTerminal(screen: self.sink, hiding: request.secrets.hidden)
  }

  var name: String { request.recipe.name.value }

  private var failureAction: FailureAction {
    switch request.onError {
    case .cleanup: .cleanup
    case .keep: .keep(hiding: request.secrets.hidden)
    case .shell: .shell(terminal)
    }
  }

  /// Builds unless the artifact is what the build would make.
  ///
  /// Throws `BuildError` before there is a log, and `ExitCode` once all there is to say is said.
  func run() async throws {
    try folders.prepare()
    let findings = try await Reaper(folders: folders).reap()
    for finding in findings { sink.emit(.notice(.info, message: finding.notice)) }
    if let manifest = request.upToDate(plan) { return try await goOn(withUpToDate: manifest) }
    try await preflight()
    let workspace = try await BuildWorkspace.make(recipe: name, in: folders)
    do {
      let logs = try BuildLogs(name: name, build: workspace.id, folders: folders)
      let log = RedactingSink(
        try LogFileSink(logs.build.string), hiding: request.secrets.hidden)
      defer { log.finish() }
      try await run(
        in: workspace, logs: logs, events: EventBroadcast([log, sink, after.activities]))
    } catch let error as BuildError {
      try? await workspace.remove()
      throw error
    }
  }

  /// There is nothing to build, and maybe something to publish.
  private func goOn(withUpToDate manifest: Manifest) async throws {
    guard request.publication != nil else { return await tellUpToDate(manifest, published: []) }
    sink.emit(.buildStarted(name: name, activities: []))
    let session = GuestSession(name: name, doing: "publishing \(name)", events: sink)
    try await session.run { workspace in
      let lines = try await publish(
        manifest, in: request.artifact, ImageConversion(workspace), events: sink)
      await tellUpToDate(manifest, published: lines)
    }
  }

  /// Looks for what the build is going to need before it works for minutes.
  private func preflight() async throws {
    let checks = HostChecks.standard(folders: folders, output: request.output)
    let missing = await Doctor(checks: checks).run().checks.filter { $0.status == .missing }
    guard let first = missing.first else { return try checkSteps() }
    throw BuildError(
      .host, "checking this host: \(first.name): \(first.detail)",
      hint: first.remedy ?? "imgbuild doctor tells more",
      output: missing.dropFirst().map { "\($0.name): \($0.detail)" })
  }

  /// What only some steps need; an error says which step.
  private func checkSteps() throws {
    for planned in plan.steps {
      do {
        try planned.step.checkHost()
      } catch var error as BuildError {
        let place = planned.step.origin.map { "\($0): " } ?? ""
        error.message = "\(place)\(error.message)"
        throw error
      }
    }
  }

  private func run(
    in workspace: BuildWorkspace, logs: BuildLogs, events: any EventSink
  ) async throws {
    let task = Task { try await build(in: workspace, logs: logs, events: events) }
    let interruption = Interruption {
      task.cancel()
      events.emit(
        .notice(
          .warning,
          message: "interrupted: ending what was started; again to end without waiting"))
    } kill: {
      workspace.killProcesses()
    } restore: {
      terminal.restore()
      sink.finish()
      OutputDescriptor.standardError.write(lines: [
        "ended at once; the next run removes what is left in its folders"
      ])
    }
    // Last of all: what follows the build may hang too.
    defer { interruption.stop() }
    let result = await task.result
    // What a failed stage may have left.
    workspace.killProcesses()
    do {
      try await workspace.remove()
    } catch {
      events.emit(.notice(.warning, message: "\(error)"))
    }
    await limitCache(events: events)
    switch result {
    case .success((let built, let lines)):
      await succeed(built, published: lines, events: events)
    case .failure(let error):
      let failure = BuildError.wrapping(error, doing: "building \(name)")
        .redacted(Redaction(request.secrets.hidden))
      let isInterrupted = interruption.wasReceived && failure.code != .interrupted
      // A call that was cut off fails in its own words.
      try await fail(
        isInterrupted
          ? BuildError(.interrupted, "building \(name): interrupted", cause: failure) : failure,
        in: workspace.id, logs: logs, events: events)
    }
  }

  private func build(
    in workspace: BuildWorkspace, logs: BuildLogs, events: any EventSink
  ) async throws -> (BuildResult, published: [String]) {
    let host = try await LocalHost.make(
      in: workspace, accelerator: request.accelerator, libvirtURI: request.libvirtURI,
      hasShells: request.onError == .shell,
      logs: GuestLogs(console: logs.console, appliance: logs.appliance), events: events)
    let runner = BuildRunner(
      plan, host: host, store: try LayerStore(folder: folders.layers),
      scratch: workspace.buildScratch, events: events,
      settings: BuildRunner.Settings(
        output: request.output, reusesLayers: request.reusesLayers,
        logs: ["build.log": logs.build, "console.log": logs.console], keep: request.keep,
        onError: failureAction, toolVersion: ImgbuildCommand.version),
      repositories: request.repositories)
    let result: BuildResult
    do {
      result = try await runner.run()
    } catch {
      await host.close()
      throw error
    }
    await host.close()
    return (
      result,
      try await publish(
        result.manifest, in: result.folder, ImageConversion(workspace), events: events)
    )
  }

  /// Publishes an artifact where that is asked for; gives what there is to say.
  private func publish(
    _ manifest: Manifest, in folder: FilePath, _ conversion: ImageConversion,
    events: any EventSink
  ) async throws -> [String] {
    let settings = request.recipe.publication
    guard let options = request.publication?.filled(from: settings) else { return [] }
    return try await ImagePublishing().publish(
      PublishableImage(manifest, in: folder), to: options.targets(settings), options, conversion,
      events: events)
  }
}
