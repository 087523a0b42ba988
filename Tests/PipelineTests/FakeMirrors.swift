import Pipeline
import Synchronization

/// Mirrors that a test fills, empties and takes away.
final class FakeMirrors: RepositoryQuery {
  private let kept = Mutex<(states: [String: String], asked: [String])>(([:], []))

  init(_ states: [String: String] = ["http://mirror": "1"]) {
    kept.withLock { $0.states = states }
  }

  /// What the repository at an address serves; nil while it cannot be asked.
  subscript(address: String) -> String? {
    get { kept.withLock { $0.states[address] } }
    set { kept.withLock { $0.states[address] = newValue } }
  }

  /// The addresses that were asked, oldest first.
  var asked: [String] { kept.withLock { $0.asked } }

  func state(of repository: GuestRepository, report: StepReport) async throws -> String? {
    kept.withLock {
      $0.asked.append(repository.address)
      return $0.states[repository.address]
    }
  }
}
