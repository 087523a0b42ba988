extension StepKind {
  /// A script.
  static let run = StepKind("run") { value in
    let keys = ["script", "file", "in", "interpreter", "environment"]
    guard let map = value.mapping(keys: keys) else { return nil }
    let script = script(map, value)
    let place = map["in"].map { $0.choice(StepPlace.self)?.value } ?? .appliance
    let interpreter = map["interpreter"].map { $0.interpreter() } ?? "/bin/sh"
    let environment = map["environment"].map { $0.environment() } ?? [:]
    guard let script, let place, let interpreter, let environment else { return nil }
    return .run(
      RunStep(script, in: place, interpreter: interpreter, environment: environment))
  }

  private static func script(_ map: MappingReader, _ value: ValueReader) -> RunStep.Script? {
    switch (map["script"], map["file"]) {
    case (let script?, nil):
      guard let text = script.script() else { return nil }
      SecretCheck(script.reading).script(text)
      return .inline(text)
    case (nil, let file?): return file.recipeFile(allowFolder: false).map { .file($0) }
    case (_?, let file?):
      file.fault("`run` takes either `script` or `file`, not both")
      return nil
    case (nil, nil):
      value.fault("`run` needs the key `script` or `file`")
      return nil
    }
  }
}
