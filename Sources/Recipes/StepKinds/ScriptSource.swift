/// A script as a recipe gives it, to steps that run one now or leave one for later.
struct ScriptSource {
  /// The keys that give it; a shape with them takes exactly one of the first two.
  static let keys: [ShapeKey] = [
    .optional("script", .script, "The script itself."),
    .optional("file", .file, "The script, as a file."),
    .optional(
      "interpreter", .either([.guestPath, .choice(["cmd", "powershell"])]),
      default: "the script's `#!` line, or `/bin/sh`",
      "The program in the guest that reads the script; in Windows `cmd` or `powershell`, at the first boot only."
    ),
    .optional(
      "environment", .dictionary(key: "names", .text),
      "Variables added to the script's environment."),
  ]

  let script: RunStep.Script
  let interpreter: String
  /// The recipe's variables that the script names, below the environment that the recipe gives it.
  let environment: [String: String]

  /// Reads the keys; nil when it reported a fault.
  init?(_ map: MappingReader) {
    let script = Self.script(map)
    let interpreter = map["interpreter"].map { $0.interpreter() } ?? "/bin/sh"
    let environment = map["environment"].map { $0.environment() } ?? [:]
    guard let (script, variables) = script, let interpreter, let environment else { return nil }
    self.script = script
    self.interpreter = interpreter
    self.environment = variables.merging(environment) { $1 }
  }

  /// The script, and the recipe's variables that it names.
  private static func script(
    _ map: MappingReader
  ) -> (RunStep.Script, variables: [String: String])? {
    if let script = map["script"] {
      guard let text = script.script() else { return nil }
      SecretCheck(script.reading).script(text)
      return (.inline(text), script.reading.environment(for: text.value))
    }
    guard let file = map["file"], let script = file.recipeFile(allowFolder: false) else {
      return nil
    }
    return (.file(script), file.reading.environment(for: file.content(of: script) ?? ""))
  }
}
