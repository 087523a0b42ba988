import Synchronization

/// What callbacks of several threads bring.
final class Gathered: Sendable {
  private let values = Mutex<Set<String>>([])

  var all: Set<String> { values.withLock { $0 } }

  func add(_ new: [String]) { values.withLock { $0.formUnion(new) } }
}
