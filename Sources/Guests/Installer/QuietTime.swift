/// Tells once when nothing has happened for a while.
struct QuietTime {
  private let limit: Duration
  private var began = ContinuousClock.now
  private var wasTold = false

  init(limit: Duration) {
    self.limit = limit
  }

  /// Something has happened.
  mutating func start() {
    began = ContinuousClock.now
    wasTold = false
  }

  /// Whether the time is over; true the first time only.
  var isOver: Bool {
    mutating get {
      guard !wasTold, ContinuousClock.now - began >= limit else { return false }
      wasTold = true
      return true
    }
  }
}
