import BuildFoundation
import HostKit
import Pipeline
import TerminalUI

/// Work on this machine's guests outside of a build: in a workspace of its own, ended in good order by
/// Ctrl-C, with nothing left behind.
struct GuestSession: Sendable {
  /// What the workspace is called after.
  let name: String
  /// The beginning of every error's message: `opening a shell in web`.
  let doing: String
  let events: any RenderingSink
  var redaction = Redaction([])
  /// Makes the terminal usable when the good order takes too long.
  var restore: @Sendable () -> Void = {}

  /// Runs `work`.
  ///
  /// Throws `BuildError`; `interrupted` after a signal.
  func run<Result: Sendable>(
    _ work: @escaping @Sendable (BuildWorkspace) async throws -> Result
  ) async throws -> Result {
    let folders = Folders.standard
    for finding in try await Reaper(folders: folders).reap() {
      events.emit(.notice(.info, message: finding.notice))
    }
    let workspace = try await BuildWorkspace.make(recipe: name, in: folders)
    return try await InterruptibleWork.run(
      doing, redaction: redaction, kill: { workspace.killProcesses() },
      restore: {
        restore()
        events.finish()
      },
      finish: {
        events.finish()
        try await workspace.remove()
      }
    ) { try await work(workspace) }
  }
}
