extension StepKind {
  /// The first boot of a Windows, in a builder.
  static let runFirstBoot = StepKind(
    "run-first-boot",
    Shape(
      "Boots Windows in a builder, and has it do there what the steps before have left for its first boot, until it "
        + "turns itself off. Give it a `timeout`: without KVM, or with `updates`, it takes hours.",
      keys: []),
    places: [.appliance],
    example: """
      - run-first-boot: true
        timeout: 4h
      """,
    shorthand: Shorthand(type: .boolean) { value in
      guard let wanted = value.boolean() else { return nil }
      guard wanted else {
        value.fault(
          "`run-first-boot: false` does nothing", hint: "leave the step out, or use `when`")
        return nil
      }
      return .runFirstBoot(RunFirstBootStep())
    }
  ) { _ in
    .runFirstBoot(RunFirstBootStep())
  }
}
