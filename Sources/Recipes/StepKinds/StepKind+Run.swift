extension StepKind {
  /// A script.
  static let run = StepKind(
    "run",
    Shape(
      "Runs a script in the guest, which must end with status 0.",
      exactlyOne: ["script", "file"],
      keys: ScriptSource.keys),
    example: """
      - run:
          script: |
            set -e
            a2enmod -q cgid
      """
  ) { map in
    ScriptSource(map).map {
      .run(RunStep($0.script, interpreter: $0.interpreter, environment: $0.environment))
    }
  }
}
