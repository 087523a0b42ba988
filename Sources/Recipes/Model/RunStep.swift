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
  /// Offline in the appliance, or online in the booted guest.
  public var place: StepPlace
  /// The absolute path of the program in the guest that reads the script.
  public var interpreter: String
  /// Variables added to the environment.
  public var environment: [String: String]

  /// Makes the step; the defaults are those of a recipe.
  public init(
    _ script: Script, in place: StepPlace = .appliance, interpreter: String = "/bin/sh",
    environment: [String: String] = [:]
  ) {
    self.script = script
    self.place = place
    self.interpreter = interpreter
    self.environment = environment
  }
}

extension RunStep: StepDetails {
  var kind: String { "run" }

  var summary: String {
    switch script {
    case .file(let file): "run: \(file.name)"
    case .inline(let text): "run: \(Self.headline(of: text.value))"
    }
  }

  var file: RecipeFile? {
    if case .file(let file) = script { file } else { nil }
  }

  /// The script's first line that does something.
  private static func headline(of script: String) -> String {
    let lines = script.split(separator: "\n").map { $0.drop { $0 == " " } }
    let first = lines.first { !$0.isEmpty && !$0.hasPrefix("#") && !$0.hasPrefix("set ") }
    return String((first ?? "script").prefix(60))
  }
}
