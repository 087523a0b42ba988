import BuildFoundation
import Pipeline
import Recipes

/// `delete`: deletes files and folders.
struct Deletion: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: DeleteStep

  init(_ source: Recipes.Step, _ action: DeleteStep) {
    self.source = source
    self.action = action
  }

  /// Arguments: patterns.
  ///
  /// Without field splitting, a pattern's spaces are part of it.
  static let script = StepScript(
    doing: "deleting",
    """
    IFS=
    for pattern in "$@"; do
      for path in $pattern; do
        if [ ! -e "$path" ] && [ ! -L "$path" ]; then continue; fi
        if mountpoint -q "$path" 2> /dev/null; then
          fail "$path is a file system of its own" "delete what is in it: $path/*"
        fi
        rm -rf -- "$path"
      done
    done
    """)

  func apply(to guest: any Guest, report: StepReport) async throws {
    for path in action.paths {
      guard let fault = DeleteStep.fault(in: path.value) else { continue }
      throw BuildError(.recipe, "deleting \(path.value): \(fault)")
    }
    try await Self.script.run(
      action.paths.map(\.value), in: guest, limit: limit, report: report)
  }
}
