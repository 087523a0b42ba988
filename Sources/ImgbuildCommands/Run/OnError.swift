import ArgumentParser
import BuildFoundation
import Foundation

/// What `imgbuild run` does when a build fails.
enum OnError: String, ExpressibleByArgument, CaseIterable, Sendable {
  /// It ends what was started.
  case cleanup
  /// It keeps the failed disk.
  case keep
  /// It opens a shell in the guest that failed.
  case shell

  /// Throws a `usage` error when `builds` cannot have a shell: one person sits at one terminal.
  func check(
    _ builds: [String], isTerminal: Bool = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
  ) throws {
    guard self == .shell else { return }
    let doing = "opening a shell at a failure (--on-error shell)"
    let other = "--on-error keep keeps the failed disk, and imgbuild shell opens it later"
    guard builds.count == 1 else {
      throw BuildError(
        .usage, "\(doing): there are \(builds.count) builds, and one terminal",
        hint: "choose one with --only: \(builds.joined(separator: ", ")); or \(other)")
    }
    guard isTerminal else {
      throw BuildError(
        .usage, "\(doing): standard input and output are no terminal", hint: other)
    }
  }
}
