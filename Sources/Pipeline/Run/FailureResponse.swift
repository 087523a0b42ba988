import BuildFoundation
import Foundation
import Recipes
import Synchronization
import SystemPackage

/// What becomes of the guest and the disk of a build that fails.
///
/// The stages give each failure to it twice: while the guest is up, and when it has ended.
final class FailureResponse: Sendable {
  private struct State {
    /// The row that failed first.
    var activity: Activity?
    /// Whether what was asked for was done.
    var isDone = false
  }

  private let action: FailureAction
  private let plan: BuildPlan
  private let host: any BuildHost
  private let store: LayerStore
  private let scratch: BuildScratch
  private let events: any EventSink
  private let state = Mutex(State())

  init(
    _ action: FailureAction, plan: BuildPlan, host: any BuildHost, store: LayerStore,
    scratch: BuildScratch, events: any EventSink
  ) {
    self.action = action
    self.plan = plan
    self.host = host
    self.store = store
    self.scratch = scratch
    self.events = events
  }

  /// Whether somebody sits at the terminal, who ends what hangs.
  var isAttended: Bool { if case .shell = action { true } else { false } }

  /// Runs `body`, which does `activity` in a guest; after a failure the guest is looked at before the
  /// error goes on and ends it.
  func watching<Result>(
    _ activity: Activity, in guest: (any Guest)?, _ body: () async throws -> Result
  ) async throws -> Result {
    do {
      return try await body()
    } catch {
      state.withLock { $0.activity = $0.activity ?? activity }
      // One that only answers to user data has no shell, and writes a throwaway disk.
      if let guest { await respond(to: error, in: guest) }
      throw error
    }
  }

  /// Closes the disk of a build that has failed, whose guest has ended.
  func close(_ disk: any BuildDisk, of layers: FailedLayers, after error: any Error) async {
    if case .shell(let terminal) = action, isPending(error) {
      await openAppliance(on: disk, for: terminal, after: error)
    }
    let overlay = await disk.overlay
    try? await disk.close()
    await keep(overlay, of: layers, after: error)
  }

  /// Keeps the topmost file of a disk that nothing has open, where that is asked for.
  func keep(_ overlay: FilePath, of layers: FailedLayers, after error: any Error) async {
    // A machine that fails is no fault of the disk's, and may have left a layer half made.
    guard case .keep(let hidden) = action, isPending(error), (error as? BuildError)?.code != .host
    else {
      return
    }
    do {
      let name = store.fileName(
        LayerKey(on: layers.keys.last, [KeyField("failed", scratch.id)]), build: scratch.id)
      try FileManager.default.moveItem(atPath: overlay.string, toPath: store.path(name).string)
      let file = try store.layerFile(name, map: try await host.map(of: store.path(name)))
      let failure = failure(error, hiding: hidden)
      try await store.keepFailure(
        LayerRecord(
          files: layers.files + [file], title: "failed: \(failure.title)", seconds: 0,
          inputs: layers.inputs, failure: failure),
        on: layers.keys, of: plan.identity)
      state.withLock { $0.isDone = true }
    } catch {
      warn("keeping the failed disk: \(error.reason)")
    }
  }

  private func failure(_ error: any Error, hiding hidden: [String]) -> LayerFailure {
    let message = BuildError.wrapping(error, doing: "building")
      .redacted(Redaction(hidden)).message
    // A message starts with the title of what failed.
    let title = message.firstRange(of: ": ").map { String(message[..<$0.lowerBound]) }
    return LayerFailure(
      title: state.withLock { $0.activity?.title } ?? title ?? message, message: message,
      build: scratch.id)
  }

  /// Says so where there was nothing to do what was asked for with.
  func finish(_ error: any Error) {
    guard isPending(error) else { return }
    switch action {
    case .cleanup: break
    case .keep: warn("no disk is kept: it has nothing to do with the failure, or there is none")
    case .shell: warn("no shell is opened: there is no guest and no disk to open it in")
    }
  }

  /// Whether the failure is one to respond to, and nothing was done yet.
  private func isPending(_ error: any Error) -> Bool {
    let isInterrupted = (error as? BuildError)?.code == .interrupted
    return !Task.isCancelled && !isInterrupted && !state.withLock { $0.isDone }
  }

  private func respond(to error: any Error, in guest: any Guest) async {
    guard isPending(error) else { return }
    switch action {
    case .cleanup: return
    case .keep:
      // What the guest has not written yet would go with it.
      _ = try? await withTimeLimit(.seconds(60), waitingFor: "the guest to write its disk") {
        try await guest.whileQuiet {}
      }
    case .shell(let terminal):
      do {
        // An appliance that a limit has ended, or a guest that crashed, is told from a shell that ends.
        _ = try await guest.exists("/")
      } catch {
        return
      }
      await open(guest, for: terminal, after: error)
    }
  }

  /// Opens a shell in an appliance on the disk, where the guest that failed is not there any more, or
  /// never was.
  private func openAppliance(
    on disk: any BuildDisk, for terminal: any ShellTerminal, after error: any Error
  ) async {
    let row = Activity(id: "launch-shell", title: "launch the appliance, for a shell")
    do {
      try await ActivityRunner(events: events).launch(row) { launch in
        try await host.withAppliance(
          on: disk, layout: plan.base.layout, report: launch.report
        ) { [self] guest in
          launch.finish(.done(note: "the guest that failed is gone"))
          await open(guest, for: terminal, after: error)
        }
      }
    } catch {
      warn("opening a shell on the failed disk: \(error.reason)")
    }
  }

  private func open(
    _ guest: any Guest, for terminal: any ShellTerminal, after error: any Error
  ) async {
    guard let guest = guest as? any InteractiveGuest else { return }
    state.withLock { $0.isDone = true }
    let failure = BuildError.wrapping(error, doing: "building \(plan.recipe.name.value)")
    terminal.greet(
      failure.chain + failure.output.map { "  \($0)" } + [
        "", "a shell in \(guest.place.words), as the failure left it:",
        "`exit` ends it, and the build fails",
      ])
    let start = ContinuousClock.now
    do {
      let ending = try await guest.openShell(on: terminal)
      let time = (ContinuousClock.now - start).inWords
      events.emit(.notice(.info, message: "the shell was open for \(time)"))
      if let loss = ending.loss { warn(loss) }
    } catch {
      if !Task.isCancelled { warn("the shell in the guest: \(error.reason)") }
    }
  }

  private func warn(_ message: String) { events.emit(.notice(.warning, message: message)) }
}
