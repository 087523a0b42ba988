import Pipeline
import Recipes

/// `mkdir`: makes a folder, or sets owner and mode of one that is there.
struct FolderCreation: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: MakeFolderStep

  init(_ source: Recipes.Step, _ action: MakeFolderStep) {
    self.source = source
    self.action = action
  }

  /// Arguments: path, owner and group, mode, whether to make folders above; empty for none.
  static let script = StepScript(
    doing: "making a folder",
    """
    path=$1 owner=$2 mode=$3 parents=$4
    if [ ! -d "$path" ]; then
      if [ -e "$path" ] || [ -L "$path" ]; then fail "$path is there, and is no folder"; fi
      if [ "$parents" = true ]; then
        mkdir -p -- "$path"
      else
        [ -d "$(dirname -- "$path")" ] || fail "there is no folder $(dirname -- "$path")" \\
          "make it before, or leave out \\`parents: false\\`"
        mkdir -- "$path"
      fi
    fi
    [ -z "$owner" ] || chown -- "$owner" "$path" 2> /dev/null ||
      fail "the guest has no user or group $owner" "create it in an earlier step, or give a number"
    [ -z "$mode" ] || chmod -- "$mode" "$path"
    """)

  func apply(to guest: any Guest, report: StepReport) async throws {
    let owner = (action.owner ?? "") + (action.group.map { ":\($0)" } ?? "")
    let mode = action.mode.map { String($0, radix: 8) } ?? ""
    try await Self.script.run(
      [action.path.value, owner, mode, "\(action.parents)"], in: guest, limit: limit,
      report: report)
  }
}
