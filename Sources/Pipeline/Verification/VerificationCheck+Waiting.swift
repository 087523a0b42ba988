import BuildFoundation

extension VerificationCheck {
  /// Tries the check until it holds: services come up in their own time after the agent has answered.
  ///
  /// Throws `timedOut` with the last reason when it does not hold at `end`.
  func passes(
    in guest: any BootedGuest, until end: ContinuousClock.Instant, hint: String? = nil
  ) async throws {
    var silences = 0
    while true {
      let reason: String
      do {
        guard let failure = try await failure(in: guest) else { return }
        reason = failure
        silences = 0
      } catch let error as BuildError where error.code != .interrupted && silences < 3 {
        // An agent in a busy guest may miss an answer; one that is gone stays silent.
        reason = error.message
        silences += 1
      }
      guard ContinuousClock.now < end else {
        throw BuildError(
          .timedOut, "it never came true that \(title): \(reason)", hint: hint)
      }
      try await Task.sleep(for: .seconds(1))
    }
  }
}
