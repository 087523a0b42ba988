import Synchronization

/// The first time that something happened.
final class Moment: Sendable {
  private let first = Mutex<ContinuousClock.Instant?>(nil)

  var moment: ContinuousClock.Instant? { first.withLock { $0 } }

  /// Takes the time; true the first time only.
  func mark(_ now: ContinuousClock.Instant) -> Bool {
    first.withLock {
      guard $0 == nil else { return false }
      $0 = now
      return true
    }
  }
}
