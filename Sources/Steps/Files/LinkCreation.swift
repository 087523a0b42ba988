import Pipeline
import Recipes

/// `link`: makes a symbolic link.
struct LinkCreation: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: LinkStep

  init(_ source: Recipes.Step, _ action: LinkStep) {
    self.source = source
    self.action = action
  }

  /// Arguments: the link, its target, whether to replace.
  static let script = StepScript(
    doing: "making a link",
    """
    path=$1 target=$2 force=$3
    if [ -L "$path" ] && [ "$(readlink "$path")" = "$target" ]; then exit 0; fi
    if [ -d "$path" ] && [ ! -L "$path" ]; then
      fail "$path is a folder" "delete it in a step before"
    fi
    if [ -e "$path" ] || [ -L "$path" ]; then
      [ "$force" = true ] || fail "$path is there already" "\\`force: true\\` replaces it"
    fi
    mkdir -p -- "$(dirname -- "$path")"
    ln -sfn -- "$target" "$path"
    """)

  func apply(to guest: any Guest, report: StepReport) async throws {
    try await Self.script.run(
      [action.path.value, action.target, "\(action.force)"], in: guest, limit: limit,
      report: report)
  }
}
