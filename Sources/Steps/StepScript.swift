import BuildFoundation
import Pipeline
import Synchronization

/// A shell script of a step's own, which does all the step's work in the guest in one command.
///
/// What comes from the recipe is passed as arguments, never spliced into the text. The script says
/// what is wrong with `fail MESSAGE [HINT]`, and with `choice NAME` which values would be right.
struct StepScript: Sendable {
  /// What the step is doing, in front of its errors: `setting the time zone`.
  let doing: String
  let text: String

  init(doing: String, _ text: String) {
    self.doing = doing
    self.text = text
  }

  /// Runs under every POSIX shell; `assign FILE NAME VALUE` sets a line `NAME="VALUE"` and keeps the
  /// rest of a file of assignments, through links.
  static let prologue = """
    set -eu
    umask 022
    fail() { printf '\\036error %s\\n\\036hint %s\\n' "$1" "${2-}"; exit 1; }
    choice() { printf '\\036choice %s\\n' "$1"; }
    warn() { printf '\\036warning %s\\n' "$1"; }
    has() { command -v "$1" > /dev/null 2>&1; }
    assign() {
      touch "$1"
      name=$2 value=$3 awk '
        BEGIN { name = ENVIRON["name"]; line = name "=\\"" ENVIRON["value"] "\\"" }
        index($0, name "=") == 1 { if (!done++) print line; next }
        { print }
        END { if (!done) print line }' "$1" > "$1.imgbuild"
      cat "$1.imgbuild" > "$1"
      rm -f "$1.imgbuild"
    }

    """

  /// Runs the script; throws its own words when it fails with them.
  ///
  /// `wanted` is the value for which the nearest choice is offered.
  func run(
    _ arguments: [String] = [], in guest: any Guest, limit: Duration, report: StepReport,
    wanted: String? = nil
  ) async throws {
    let said = Mutex(Said())
    let command = GuestCommand(
      ["/bin/sh", "-c", Self.prologue + text, "sh"] + arguments, limit: limit)
    do {
      try await guest.check(command, doing: doing) { line in
        if let warning = said.withLock({ $0.take(line) }) { report.output(warning) }
      }
    } catch var error as BuildError {
      let said = said.withLock { $0 }
      error.output.removeAll { $0.hasPrefix("\u{1e}") }
      guard let message = said.error else { throw error }
      error.message = "\(doing): \(message)"
      let nearest = wanted.flatMap { nearestName(to: $0, in: said.choices) }
      error.hint = nearest.map { "did you mean \($0)?" } ?? said.hint
      throw error
    }
    for warning in said.withLock({ $0.warnings }) { report.warning("\(doing): \(warning)") }
  }

  /// What a script said in its own words.
  private struct Said {
    var error: String?
    var hint: String?
    var choices: [String] = []
    var warnings: [String] = []

    /// Keeps the line if it is in the script's own words; gives it back if a program printed it.
    mutating func take(_ line: String) -> String? {
      guard line.hasPrefix("\u{1e}") else { return line }
      let parts = line.dropFirst().split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return nil }
      switch parts[0] {
      case "error": error = parts[1]
      case "hint": hint = parts[1]
      case "choice": choices.append(parts[1])
      case "warning": warnings.append(parts[1])
      default: break
      }
      return nil
    }
  }
}
