extension Activity {
  /// Launching the appliance or booting the builder for the group that starts with `step`.
  static func launch(for step: PlannedStep) -> Activity {
    switch step.step.place {
    case .appliance: Activity(id: "launch-\(step.activity.id)", title: "launch the appliance")
    case .builder: Activity(id: "launch-\(step.activity.id)", title: "boot the builder")
    }
  }

  /// Launching the appliance for seal, trim and facts.
  static let launchForSeal = Activity(id: "launch-seal", title: "launch the appliance")
  /// Removing identity, trimming, and finding the facts.
  static let seal = Activity(id: "seal", title: "seal, trim and inspect")
  /// Flattening, compressing and hashing.
  static let artifact = Activity(id: "artifact", title: "compress and hash")
  /// Booting the finished image.
  static let verify = Activity(id: "verify", title: "boot as stamped and test")
}
