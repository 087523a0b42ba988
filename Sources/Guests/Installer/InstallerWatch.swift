import BuildFoundation
import LibvirtKit
import Pipeline

/// Waits for the end of a machine that nobody attends to, and tells meanwhile what its console says.
struct InstallerWatch: Sendable {
  /// How many lines of the console an error shows.
  private static let shownLines = 15

  /// What runs in it.
  var what = "installer"
  /// How long it may run.
  var limit: Duration
  /// How long the console may say nothing before the user is told so.
  var quietLimit = Duration.seconds(900)
  /// How often is looked.
  var interval = Duration.milliseconds(500)
  /// Whether the console has to say that all is done before the machine ends.
  var saysWhenDone = false
  /// What a line of the console means.
  var read: @Sendable (String) -> InstallerMachine.Sign?
  /// What the machine does now.
  var state: @Sendable () async throws -> DomainState
  var report: StepReport

  /// Returns when the machine has ended by itself; throws as `BaseHost.runInstaller` does.
  func untilEnd(of console: ConsoleFollower) async throws {
    var console = console
    let tail = OutputTail(limit: Self.shownLines)
    do {
      try await untilEnd(&console, tail)
    } catch var error as BuildError {
      error.output = tail.lines + [console.unfinishedLine].compactMap { $0 }
      throw error
    }
  }

  private func untilEnd(_ console: inout ConsoleFollower, _ tail: OutputTail) async throws {
    let end = ContinuousClock.now + limit
    var quiet = QuietTime(limit: quietLimit)
    var unfinished: String?
    var isDone = !saysWhenDone
    while true {
      // Asked before the console is read, so that the last lines are read too.
      let state = try await state()
      let lines = console.newLines()
      for line in lines {
        tail.append(line)
        report.output(line)
        if try take(line) { isDone = true }
      }
      if console.unfinishedLine != unfinished {
        unfinished = console.unfinishedLine
        if let unfinished, try take(unfinished) { isDone = true }
        quiet.start()
      } else if !lines.isEmpty {
        quiet.start()
      }
      if case .stopped(let reason) = state { return try checkEnd(reason, isDone: isDone) }
      if quiet.isOver {
        report.warning(
          "the \(what) has printed nothing for \(quietLimit.inWords); "
            + "its last line: \(unfinished ?? tail.lines.last ?? "none")")
      }
      guard ContinuousClock.now < end else { throw overdue }
      try await Task.sleep(for: interval)
    }
  }

  /// Whether the line says that all is done; throws for one that says that nothing will come of it.
  private func take(_ line: String) throws -> Bool {
    if line.contains("Kernel panic - not syncing") {
      throw BuildError(.buildFailed, "the \(what)'s kernel gave up: \(line)")
    }
    switch read(line) {
    case .progress(let text): report.progress(text)
    case .done(let text):
      report.progress(text)
      return true
    case .failure(let text): throw BuildError(.buildFailed, "the \(what) failed: \(text)")
    case .question:
      throw BuildError(
        .buildFailed, "the \(what) asks something, and nobody is there to answer",
        hint: "let the answer file answer it; the last lines show the question")
    case nil: break
    }
    return false
  }

  private func checkEnd(_ reason: DomainState.StopReason, isDone: Bool) throws {
    switch reason {
    // Some of libvirt's drivers do not say why a domain is gone; the disk will tell.
    case .shutdown, .unknown:
      guard isDone else {
        throw BuildError(
          .buildFailed, "the \(what) was turned off before everything was done",
          hint: "the last lines of its console, and the pictures of its screen, say how far it came"
        )
      }
    case .crashed, .failed, .destroyed:
      throw BuildError(
        .buildFailed, "the \(what)'s machine \(reason.rawValue)",
        hint: "does this host have enough memory for it? libvirt's and QEMU's logs say more")
    }
  }

  private var overdue: BuildError {
    BuildError(
      .timedOut, "waited \(limit.inWords) for the \(what) to end",
      hint:
        "if it asks something, let the answer file answer it; if it only is slow, give it a "
        + "longer `timeout`")
  }
}
