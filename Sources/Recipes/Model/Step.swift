/// One change to the disk.
public struct Step: Sendable {
  /// How long a step may take unless the recipe says otherwise; package installation without KVM
  /// takes minutes.
  public static let defaultTimeout = Duration.seconds(1800)

  /// What the step does, with the exact inputs that decide its layer.
  public var action: StepAction
  /// What the reader sees: the recipe's `name`, or a summary of the action.
  public var title: String
  /// How long it may take.
  public var timeout: Duration
  /// Where the step begins.
  public var location: SourceLocation

  /// Makes a step.
  public init(
    _ action: StepAction, title: String? = nil, timeout: Duration = Step.defaultTimeout,
    location: SourceLocation
  ) {
    self.action = action
    self.title = title ?? action.summary
    self.timeout = timeout
    self.location = location
  }

  /// Where it runs.
  public var place: StepPlace { action.place }
}
