import BuildFoundation
import Pipeline
import Recipes

/// `services`: says which services start at boot, to systemd or to OpenRC.
struct ServiceChange: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: ServicesStep

  init(_ source: Recipes.Step, _ action: ServicesStep) {
    self.source = source
    self.action = action
  }

  /// Arguments: verbs, each with its units behind it.
  static let script = StepScript(
    doing: "changing services",
    """
    openrc() {
      [ -e "/etc/init.d/$2" ] || return 1
      case $1 in
        enable) rc-update add "$2" default ;;
        disable) rc-update -a delete "$2" || true ;;
        *) fail "OpenRC cannot $1 a service" "disable it" ;;
      esac
    }
    if has systemctl; then system=systemd
    elif has rc-update; then system=openrc
    else fail "the guest has neither systemd nor OpenRC"
    fi
    verb= units=
    change() {
      [ -n "$units" ] || return 0
      systemctl "$verb" $units || fail "systemctl $verb$units did not succeed" \\
        "is the unit's package installed by an earlier step?"
    }
    for word in "$@"; do
      case $word in
        --*) if [ $system = systemd ]; then change; fi; verb=${word#--} units= ;;
        *)
          units="$units $word"
          if [ $system = openrc ]; then
            openrc "$verb" "${word%.service}" || fail "changing the service $word did not succeed" \\
              "is its package installed by an earlier step?"
          fi ;;
      esac
    done
    if [ $system = systemd ]; then change; fi
    """)

  func apply(to guest: any Guest, report: StepReport) async throws {
    let changes = [
      ("unmask", action.unmask), ("enable", action.enable), ("disable", action.disable),
      ("mask", action.mask),
    ]
    let arguments = changes.filter { !$0.1.isEmpty }.flatMap { ["--\($0.0)"] + $0.1.map(\.value) }
    try await Self.script.run(arguments, in: guest, limit: limit, report: report)
  }
}
