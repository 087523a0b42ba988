import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage

/// `run`: runs a script in the guest, offline in the appliance or online in the builder.
struct ScriptRun: RecipeStep {
  static let version = 1
  private static let path = "/tmp/.imgbuild-script"

  let source: Recipes.Step
  let action: RunStep
  let secrets: SecretValues

  init(_ source: Recipes.Step, _ action: RunStep, _ secrets: SecretValues) {
    self.source = source
    self.action = action
    self.secrets = secrets
  }

  /// A script may fetch what it likes, but that is the recipe's choice: the key sees its text only.
  func fileFields() throws -> [KeyField] {
    guard case .file(let file) = action.script else { return [] }
    return [KeyField("script", try Digest.sha256(ofFile: file.path).hex)]
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let script = try ScriptText(action.script).bytes
    try await guest.write(
      Self.path, script, attributes: FileAttributes(mode: 0o700))
    let command = GuestCommand(
      interpreter(of: script) + [Self.path],
      environment: action.environment.merging(secrets.environment(source.secrets)) { $1 },
      limit: limit)
    try await guest.check(command, doing: "the script") { report.output($0) }
    try await guest.check(
      GuestCommand(["rm", "-f", Self.path]), doing: "removing the script's copy")
  }

  /// The recipe's interpreter; where it names none, the one in the script's first line, split as
  /// the kernel does: a path, and the rest as one argument.
  private func interpreter(of script: [UInt8]) -> [String] {
    guard action.interpreter == "/bin/sh", script.starts(with: "#!".utf8) else {
      return [action.interpreter]
    }
    let line = script.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") }
    let words = String(decoding: line, as: UTF8.self).split(maxSplits: 1) {
      $0 == " " || $0 == "\t"
    }.map { $0.trimmingCharacters(in: .whitespaces) }
    return words.isEmpty ? [action.interpreter] : words.filter { !$0.isEmpty }
  }
}
