import BuildFoundation
import Pipeline
import Recipes
import SystemPackage

/// `write`: writes a text of the recipe to a file in the guest.
struct FileWrite: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: WriteStep
  let secrets: SecretValues

  init(_ source: Recipes.Step, _ action: WriteStep, _ secrets: SecretValues) {
    self.source = source
    self.action = action
    self.secrets = secrets
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let path = action.path.value
    let folder = FilePath(path).removingLastComponent()
    if !folder.components.isEmpty {
      try await guest.makeFolder(folder.string, attributes: .folder)
    }
    let content = Array(secrets.expand(action.content).utf8)
    let attributes = FileAttributes(
      mode: action.mode ?? 0o644, owner: action.owner, group: action.group)
    guard action.append, try await guest.exists(path) else {
      try await guest.write(path, content, attributes: attributes)
      return
    }
    let whole = try await guest.read(path) + content
    if action.mode == nil {
      try await guest.rewrite(path, whole)
    } else {
      try await guest.write(path, whole, attributes: attributes)
    }
  }
}
