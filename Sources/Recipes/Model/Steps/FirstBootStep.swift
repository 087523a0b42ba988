/// Leaves a script that runs once, when an instance of the image boots for the first time.
public struct FirstBootStep: Sendable, Hashable, Encodable {
  /// The script.
  public var script: RunStep.Script
  /// The absolute path of the program in the guest that reads a script without a `#!` line.
  public var interpreter: String
  /// Variables added to the environment.
  public var environment: [String: String]

  /// Makes the step; the defaults are those of a recipe.
  public init(
    _ script: RunStep.Script, interpreter: String = "/bin/sh",
    environment: [String: String] = [:]
  ) {
    self.script = script
    self.interpreter = interpreter
    self.environment = environment
  }
}

extension FirstBootStep: StepDetails {
  var kind: String { "firstboot" }
  var summary: String { "firstboot: \(script.headline)" }
  var files: [RecipeFile] {
    if case .file(let file) = script { [file] } else { [] }
  }
}
