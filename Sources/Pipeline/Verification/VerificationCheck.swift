/// Something that must hold in a booted image.
protocol VerificationCheck: Sendable {
  /// The condition, to follow "waiting until": `http port 80 / answers 200`.
  var title: String { get }

  /// Why it does not hold now; nil when it does. Throws when it never can.
  func failure(in guest: any BootedGuest) async throws -> String?
}
