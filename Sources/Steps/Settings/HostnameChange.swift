import BuildFoundation
import Pipeline
import Recipes
import WindowsSetup

/// `hostname`: sets the host name.
struct HostnameChange: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: HostnameStep

  init(_ source: Recipes.Step, _ action: HostnameStep) {
    self.source = source
    self.action = action
  }

  /// Arguments: the name, and whether the guest runs.
  ///
  /// Debian resolves its own name by a line for 127.0.1.1 (Debian Reference, 5.1.1); elsewhere such a
  /// line is changed if it is there.
  static let script = StepScript(
    doing: "setting the host name",
    """
    name=$1 short=${1%%.*}
    printf '%s\\n' "$name" > /etc/hostname
    if [ -e /etc/debian_version ] || grep -q '^127\\.0\\.1\\.1[[:space:]]' /etc/hosts; then
      line="127.0.1.1 $name"
      [ "$name" = "$short" ] || line="$line $short"
      touch /etc/hosts
      awk -v line="$line" '
        $1 == "127.0.1.1" { if (!done++) print line; next }
        { print }
        END { if (!done) print line }' /etc/hosts > /etc/hosts.imgbuild
      cat /etc/hosts.imgbuild > /etc/hosts
      rm -f /etc/hosts.imgbuild
    fi
    if [ "$2" = builder ] && has hostname; then hostname "$name"; fi
    """)

  func apply(to guest: any Guest, report: StepReport) async throws {
    guard HostnameStep.isName(action.name.value) else {
      throw BuildError(.recipe, "setting the host name: \(action.name.value) is no host name")
    }
    let windows = WindowsSettings(doing: Self.script.doing)
    let isWindows = try await windows.change(guest, report) {
      // A domain is joined, not named.
      $0.computerName = action.name.value.split(separator: ".").first.map(String.init)
    }
    if isWindows { return }
    try await Self.script.run(
      [action.name.value, guest.place.rawValue], in: guest, limit: limit, report: report)
  }
}
