/// The layers' state while a group of steps runs in a guest.
actor GroupProgress {
  private(set) var state: LayerState
  private(set) var last: (step: PlannedStep, seconds: Double)?

  init(_ state: LayerState) {
    self.state = state
  }

  func finishLast(_ step: PlannedStep, seconds: Double) {
    last = (step, seconds)
  }

  /// Changes the state; steps of a group run one after another, so nothing else does meanwhile.
  func update(_ body: @Sendable (inout LayerState) async throws -> Void) async throws {
    var next = state
    try await body(&next)
    state = next
  }
}
