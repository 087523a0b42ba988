/// One change to the disk.
public struct Step: Sendable {
  /// How long a step may take unless the recipe says otherwise; package installation without KVM
  /// takes minutes.
  public static let defaultTimeout = Duration.seconds(1800)

  /// What the step does, with the exact inputs that decide its layer.
  public var action: StepAction
  /// What the reader sees: the recipe's `name`, or a summary of the action.
  public var title: String
  /// Offline in the appliance, or online in the booted guest.
  public var place: StepPlace
  /// How long it may take.
  public var timeout: Duration
  /// How often it is tried again, on the same disk, after it failed.
  public var retries: Int
  /// How long its layer is good for.
  public var cache: StepCache
  /// When it is applied; nil for always.
  ///
  /// What the variables alone decide is decided already.
  public var condition: Condition?
  /// The names of the secrets that its commands get in their environment.
  public var secrets: [Located<String>]
  /// Where the step begins.
  public var location: SourceLocation

  /// Makes a step.
  public init(
    _ action: StepAction, title: String? = nil, in place: StepPlace = .appliance,
    timeout: Duration = Step.defaultTimeout, retries: Int = 0, cache: StepCache = .auto,
    when condition: Condition? = nil, secrets: [Located<String>] = [], location: SourceLocation
  ) {
    self.action = action
    self.title = title ?? action.summary
    self.place = place
    self.timeout = timeout
    self.retries = retries
    self.cache = cache
    self.condition = condition
    self.secrets = secrets
    self.location = location
  }
}
