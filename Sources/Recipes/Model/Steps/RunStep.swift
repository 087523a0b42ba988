/// Runs a script in the guest; it must end with status 0.
public struct RunStep: Sendable, Hashable, Encodable {
  /// Where the script comes from.
  public enum Script: Sendable, Hashable, Encodable {
    /// It stands in the recipe.
    case inline(Located<String>)
    /// It is a file beside the recipe.
    case file(RecipeFile)
  }

  /// The script.
  public var script: Script
  /// The absolute path of the program in the guest that reads the script.
  public var interpreter: String
  /// Variables added to the environment.
  public var environment: [String: String]

  /// Makes the step; the defaults are those of a recipe.
  public init(
    _ script: Script, interpreter: String = "/bin/sh",
    environment: [String: String] = [:]
  ) {
    self.script = script
    self.interpreter = interpreter
    self.environment = environment
  }
}

extension RunStep: StepDetails {
  var kind: String { "run" }

  var summary: String { "run: \(script.headline)" }

  var files: [RecipeFile] {
    if case .file(let file) = script { [file] } else { [] }
  }
}

extension RunStep.Script {
  /// The file's name, or the first line of the text that does something.
  var headline: String {
    switch self {
    case .file(let file): return file.name
    case .inline(let text):
      let lines = text.value.split(separator: "\n").map { $0.drop { $0 == " " } }
      let first = lines.first { !$0.isEmpty && !$0.hasPrefix("#") && !$0.hasPrefix("set ") }
      return String((first ?? "script").prefix(60))
    }
  }
}
