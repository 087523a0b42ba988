/// What came of a step that was applied.
struct AppliedStep: Sendable {
  /// A note for the reader.
  var note: String?
  /// What was learnt of the guest's repositories; nil for a step that does not depend on them.
  var repositories: Repositories?

  /// Repositories of a guest.
  struct Repositories: Sendable {
    /// Which there are; nil when that could not be told.
    var list: [GuestRepository]?
    /// What they serve; nil when they cannot be asked.
    var state: String?
  }
}
