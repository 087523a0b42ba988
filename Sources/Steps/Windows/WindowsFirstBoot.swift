import BuildFoundation
import Pipeline
import Recipes
import WindowsSetup

/// `firstboot` in Windows: leaves a script that runs once, as the system.
struct WindowsFirstBoot {
  let title: String
  let action: FirstBootStep

  /// The language that the recipe names; nil for a program of another system.
  var language: FirstBootPlan.Script.Language? {
    FirstBootPlan.Script.Language(rawValue: action.interpreter)
  }

  /// Adds the script to what the Windows does at its first boot.
  func apply(to windows: any WindowsDisk) async throws {
    guard let language else {
      throw BuildError(
        .recipe, "leaving a script for the first boot: Windows has no \(action.interpreter)",
        hint: "write `interpreter: powershell`, or `interpreter: cmd`")
    }
    try await windows.checkCanBeChanged()
    let script = try ScriptText(action.script).bytes
    let text = try environment(for: language) + String(decoding: script, as: UTF8.self)
    try await FirstBootEditing(windows: windows).change { plan, _ in
      plan.scripts.append(FirstBootPlan.Script(title, language, text: text))
    }
  }

  /// Assignments before the script.
  private func environment(for language: FirstBootPlan.Script.Language) throws -> String {
    try action.environment.sorted { $0.key < $1.key }.map { name, value in
      switch language {
      case .powershell: "$env:\(name) = '\(value.replacing("'", with: "''"))'\n"
      case .cmd:
        try "@set \"\(name)=\(Self.checked(value, of: name).replacing("%", with: "%%"))\"\n"
      }
    }.joined()
  }

  private static func checked(_ value: String, of name: String) throws -> String {
    guard !value.contains(where: { "\"\r\n\r\n".contains($0) || $0 == "\r\n" }) else {
      throw BuildError(
        .recipe,
        "leaving a script for the first boot: the variable \(name) has a quotation mark or a line break, which "
          + "cmd.exe cannot be given",
        hint: "write the script in PowerShell")
    }
    return value
  }
}
