/// How often something that can be done twice is tried again, and after which pauses.
public struct RetryPolicy: Sendable, Hashable {
  /// Tries in all.
  public var attempts: Int
  /// The pause before the second try; each further one is twice as long.
  public var firstPause: Duration
  /// The longest pause, also where a service asks for a longer one.
  public var longestPause: Duration

  /// Makes a policy; the default gives up after about half a minute.
  public init(
    attempts: Int = 6, firstPause: Duration = .seconds(1), longestPause: Duration = .seconds(30)
  ) {
    self.attempts = attempts
    self.firstPause = firstPause
    self.longestPause = longestPause
  }

  /// The pause after `failures` failures, 1 or more; `wanted` is what the service asks for.
  func pause(after failures: Int, wanted: Duration? = nil) -> Duration {
    let growing = firstPause * (1 << min(max(failures - 1, 0), 16))
    return min(max(growing, wanted ?? .zero), longestPause)
  }
}
