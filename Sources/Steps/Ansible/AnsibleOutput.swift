import BuildFoundation
import Synchronization

/// What `ansible-playbook` prints, as far as it tells how things went.
final class AnsibleOutput: Sendable {
  private struct State {
    var task: String?
    var failure: String?
    var hasPlayed = false
  }

  private let state = Mutex(State())

  /// Reads a line; gives what is done now, when the line says so.
  func read(_ line: String) -> String? {
    state.withLock { state in
      if let task = Self.name(in: line, after: "TASK [")
        ?? Self.name(in: line, after: "RUNNING HANDLER [")
      {
        state.task = task
        return task
      }
      if line.hasPrefix("fatal: ["), state.failure == nil {
        state.failure = [state.task, line].compactMap { $0 }.joined(separator: ": ")
      }
      if line.hasPrefix("ERROR! "), state.failure == nil {
        state.failure = String(line.dropFirst("ERROR! ".count))
      }
      // A line of the recap.
      if line.hasPrefix(AnsibleFiles.host), line.contains(": ok=") { state.hasPlayed = true }
      return nil
    }
  }

  /// The first failure, with its task.
  var failure: String? { state.withLock { $0.failure } }
  /// Whether a play was for the guest: Ansible takes none for a success.
  var hasPlayed: Bool { state.withLock { $0.hasPlayed } }

  private static func name(in line: String, after start: String) -> String? {
    guard line.hasPrefix(start), let end = line.lastIndex(of: "]") else { return nil }
    let name = line[line.index(line.startIndex, offsetBy: start.count)..<end]
    return name.isEmpty ? nil : String(name)
  }
}
