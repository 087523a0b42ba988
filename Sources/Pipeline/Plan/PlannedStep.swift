import BuildFoundation
import Recipes

/// A step with its place in the plan.
public struct PlannedStep: Sendable {
  /// The row it has; `step-1` for the recipe's first step.
  public var activity: Activity
  /// The key of the layer that it leaves.
  public private(set) var key: LayerKey
  /// The key without what is outside: known before the outside is asked.
  private(set) var provisionalKey: LayerKey
  /// What to do.
  public let step: any BuildStep
  /// What the step itself says of its inputs.
  let fields: [KeyField]
  /// What the key says of the world outside.
  var outside: OutsideInput

  /// A step on the layer `parent`.
  init(
    activity: Activity, on parent: LayerKey, step: any BuildStep, fields: [KeyField],
    outside: OutsideInput = .none
  ) {
    self.activity = activity
    self.step = step
    self.fields = fields
    self.outside = outside
    (key, provisionalKey) = (parent, parent)
    stand(on: parent)
  }

  /// Whether its layer is keyed by what the guest's repositories serve, once they are known.
  var followsRepositories: Bool { step.cache == .auto && step.dependsOnOutside }

  /// All that the key is made of, beside the layer below.
  var keyFields: [KeyField] { insideFields + [outside.field].compactMap { $0 } }

  private var insideFields: [KeyField] {
    [KeyField("place", step.place.rawValue)] + fields
      + (step.diskSize.map { [KeyField("disk-size", "\($0.bytes)")] } ?? [])
  }

  /// Keys the step for a place on the layer `parent`.
  mutating func stand(on parent: LayerKey) {
    provisionalKey = LayerKey(on: parent, insideFields)
    key = LayerKey(on: parent, keyFields)
  }

  /// Makes the change, and gives a note on what came of it; an error says where the recipe asks for
  /// the step.
  ///
  /// Between attempts it waits for `pause`, longer each time.
  func apply(
    to guest: any Guest, scratch: BuildScratch, report: StepReport,
    pause: (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) async throws -> String? {
    do {
      if let reason = try await step.reasonToSkip(in: guest) { return reason }
      let attempts = try await attempt(
        on: guest, scratch: scratch, report: report, pause: pause)
      try checkInputs()
      return attempts > 1 ? "at attempt \(attempts)" : nil
    } catch var error as BuildError {
      if let origin = step.origin { error.message = "\(origin): \(error.message)" }
      throw error
    }
  }

  /// Applies the step until it succeeds, as often as it may; gives the number of attempts.
  private func attempt(
    on guest: any Guest, scratch: BuildScratch, report: StepReport,
    pause: (Duration) async throws -> Void
  ) async throws -> Int {
    var number = 1
    while true {
      do {
        try await step.apply(to: guest, scratch: scratch, report: report)
        return number
      } catch let error as BuildError where number <= step.retries && Self.mayPass(error) {
        let delay = Self.delay(after: number)
        for line in error.output { report.output(line) }
        report.warning(
          "\(activity.title): attempt \(number) of \(step.retries + 1) failed: \(error.message); "
            + "trying again in \(delay.inWords)")
        report.progress("waiting \(delay.inWords) for attempt \(number + 1)")
        try await pause(delay)
        number += 1
      }
    }
  }

  /// Whether the failure may pass by itself: not a wrong recipe, nor a limit, which is that of all
  /// attempts together, nor an interruption.
  private static func mayPass(_ error: BuildError) -> Bool {
    error.code == .buildFailed && !Task.isCancelled
  }

  /// How long to wait after the attempt `number`, from 1: each time twice as long, a minute at most.
  static func delay(after number: Int) -> Duration {
    .seconds(min(60, 1 << min(number - 1, 6)))
  }

  /// Throws a `recipe` error when an input is not what it was when the step was planned.
  private func checkInputs() throws {
    guard try step.keyFields() != fields else { return }
    throw BuildError(
      .recipe, "an input of the step changed while it was built",
      hint: "run the build again, and leave the recipe's files alone meanwhile")
  }
}
