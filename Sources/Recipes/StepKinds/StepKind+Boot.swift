extension StepKind {
  /// The kernel's command line.
  static let kernelArguments = StepKind(
    "kernel-arguments",
    Shape(
      "Changes the command line of the guest's kernels.",
      atLeastOne: ["add", "remove"],
      keys: [
        .optional("add", .list(.line), "Arguments that are to be there."),
        .optional(
          "remove", .list(.line),
          "Arguments that are not; a name alone stands for it with any value."),
      ]),
    example: """
      - kernel-arguments: {add: ["console=ttyS0"], remove: [quiet]}
      """
  ) { map in
    let add = map["add"].map { $0.list(of: "an argument", argument) } ?? []
    let remove = map["remove"].map { $0.list(of: "an argument", argument) } ?? []
    guard let add, let remove else { return nil }
    if add.isEmpty, remove.isEmpty {
      map.fault("`kernel-arguments` does nothing", hint: "give `add` or `remove`")
      return nil
    }
    return .kernelArguments(KernelArgumentsStep(add: add, remove: remove))
  }

  @Sendable private static func argument(_ value: ValueReader) -> String? {
    value.line("one argument such as `console=ttyS0`", KernelArgumentsStep.isArgument)?.value
  }

  /// A script for the first boot.
  static let firstBoot = StepKind(
    "firstboot",
    Shape(
      "Leaves a script that runs once, as root, when an instance boots for the first time.",
      exactlyOne: ["script", "file"],
      keys: ScriptSource.keys),
    example: """
      - firstboot:
          script: ssh-keygen -A
      """
  ) { map in
    ScriptSource(map).map {
      .firstBoot(
        FirstBootStep($0.script, interpreter: $0.interpreter, environment: $0.environment))
    }
  }

  /// A restart of the builder.
  static let reboot = StepKind(
    "reboot",
    Shape("Restarts the builder, and goes on when it is there again.", keys: []),
    places: [.guest],
    example: """
      - reboot: true
      """,
    shorthand: Shorthand(type: .boolean) { value in
      guard let wanted = value.boolean() else { return nil }
      guard wanted else {
        value.fault("`reboot: false` does nothing", hint: "leave the step out, or use `when`")
        return nil
      }
      return .reboot(RebootStep())
    }
  ) { _ in
    .reboot(RebootStep())
  }
}
