import BuildFoundation
import Pipeline
import Recipes

/// `edit`: changes lines of a text file; the file itself stays, with its owner, mode and labels.
struct FileEdit: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: EditStep

  init(_ source: Recipes.Step, _ action: EditStep) {
    self.source = source
    self.action = action
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let path = action.path.value
    let edit = TextEdit(step: action)
    guard try await guest.exists(path) else {
      guard action.create else {
        throw failure(
          "editing \(path): there is no such file", hint: "`create: true` makes one, `write` too")
      }
      try await guest.write(path, Array(try edit.applied(to: "").utf8), attributes: .file)
      return
    }
    guard let text = String(validating: try await guest.read(path), as: UTF8.self) else {
      throw failure("editing \(path): it is no text in UTF-8", hint: "use a `run` step")
    }
    let edited = try await AbandonableWork.run { try edit.applied(to: text) }
    if edited == text {
      report.progress("\(path) is as it should be")
    } else {
      try await guest.rewrite(path, Array(edited.utf8))
    }
  }
}
