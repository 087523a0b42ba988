import Pipeline
import Recipes
import WindowsSetup

/// `timezone`: sets the time zone.
struct TimezoneChange: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: TimezoneStep

  init(_ source: Recipes.Step, _ action: TimezoneStep) {
    self.source = source
    self.action = action
  }

  /// Arguments: the zone.
  ///
  /// Debian keeps the name in a file too; others only have the link.
  static let script = StepScript(
    doing: "setting the time zone",
    """
    zones=/usr/share/zoneinfo
    [ -d $zones ] || fail "the guest has no time zones" \\
      "install the package tzdata in an earlier step"
    if [ ! -f "$zones/$1" ]; then
      (cd $zones && find . -type f -o -type l) | sed 's|^\\./||' | grep '^[A-Z]' |
        grep -v '^\\(right\\|posix\\)/' | while read -r zone; do choice "$zone"; done
      fail "the guest knows no time zone $1" "zones are named like Europe/Berlin"
    fi
    ln -sfn "$zones/$1" /etc/localtime
    if [ -e /etc/debian_version ] || [ -e /etc/timezone ]; then
      printf '%s\\n' "$1" > /etc/timezone
    fi
    """)

  func apply(to guest: any Guest, report: StepReport) async throws {
    let windows = WindowsSettings(doing: Self.script.doing)
    let isWindows = try await windows.change(guest, report) {
      $0.timeZone = try WindowsTimeZone(named: action.zone.value).name
    }
    if isWindows { return }
    try await Self.script.run(
      [action.zone.value], in: guest, limit: limit, report: report, wanted: action.zone.value)
  }
}
