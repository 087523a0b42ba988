import BuildFoundation
import Pipeline
import Recipes

/// `firstboot`: leaves a script for the first boot of an instance.
///
/// A systemd unit runs all such scripts in the order of their steps, when the network is up and
/// cloud-init has set up the instance, before its own scripts run. What a script prints goes to the
/// journal; one that has succeeded is removed, and the last takes the unit with it. A script that
/// fails stays, with those behind it, until the next boot. The builder is no instance: there nothing
/// runs.
struct FirstBoot: RecipeStep {
  static let version = 2
  private static let unchecked = "/var/lib/imgbuild-firstboot.new"

  let source: Recipes.Step
  let action: FirstBootStep

  init(_ source: Recipes.Step, _ action: FirstBootStep) {
    self.source = source
    self.action = action
  }

  func fileFields() throws -> [KeyField] {
    guard case .file(let file) = action.script else { return [] }
    return [KeyField("script", try Digest.sha256(ofFile: file.path).hex)]
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let windows = WindowsFirstBoot(title: title, action: action)
    if let offline = guest as? any OfflineGuest, try await WindowsSealing.isNeeded(on: offline) {
      return try await windows.apply(to: offline.windows)
    }
    if windows.language != nil {
      throw failure(
        "leaving a script for the first boot: \(action.interpreter) is Windows's, and the disk holds none",
        hint: "leave `interpreter` out, or name a program of the guest")
    }
    var script = try ScriptText(action.script).bytes
    if !script.starts(with: "#!".utf8) {
      script = Array("#!\(action.interpreter)\n".utf8) + script
    }
    try await guest.write(Self.unchecked, script, attributes: FileAttributes(mode: 0o700))
    try await Self.installation.run(
      [Self.unchecked, environment, Self.unit, Self.runner], in: guest, limit: limit,
      report: report)
  }

  /// Assignments for the runner's shell.
  private var environment: String {
    action.environment.sorted { $0.key < $1.key }.map { name, value in
      "\(name)='\(value.replacing("'", with: #"'\''"#))'"
    }.joined(separator: "\n")
  }

  /// Arguments: the script's file, its environment, the unit's text and the runner's.
  static let installation = StepScript(
    doing: "leaving a script for the first boot",
    """
    trap 'rm -f "$1"' EXIT
    has systemctl || fail "the guest has no systemd" "use what its init system has for that"
    scripts=/var/lib/imgbuild/firstboot.d
    mkdir -p $scripts
    chmod 700 $scripts
    number=1
    while [ -e "$scripts/$(printf '%04d' $number)" ]; do number=$((number + 1)); done
    folder=$scripts/$(printf '%04d' $number)
    mkdir "$folder"
    printf '%s\\n' "$2" > "$folder/environment"
    mv "$1" "$folder/script"
    printf '%s\\n' "$3" > /etc/systemd/system/imgbuild-firstboot.service
    printf '%s\\n' "$4" > /var/lib/imgbuild/firstboot
    chmod 700 /var/lib/imgbuild/firstboot
    systemctl enable imgbuild-firstboot.service
    """)

  /// Not after cloud-final.service, which on Debian waits for multi-user.target, and so for this.
  static let unit = """
    [Unit]
    Description=Scripts for the first boot of this instance
    Wants=network-online.target
    After=network-online.target cloud-init.service cloud-init-network.service cloud-config.service
    ConditionPathExists=!\(BuilderMark.device)
    ConditionDirectoryNotEmpty=/var/lib/imgbuild/firstboot.d

    [Service]
    Type=oneshot
    ExecStart=/bin/sh /var/lib/imgbuild/firstboot
    TimeoutStartSec=infinity

    [Install]
    WantedBy=multi-user.target
    """

  /// A script may restart the machine: that it is being stopped is no reason to run it again.
  static let runner = """
    #!/bin/sh
    trap : TERM
    cd /
    for folder in /var/lib/imgbuild/firstboot.d/*; do
      [ -e "$folder/script" ] || continue
      echo "running $folder/script"
      (
        set -a
        . "$folder/environment"
        exec "$folder/script"
      )
      status=$?
      if [ $status != 0 ]; then
        echo "$folder/script ended with status $status; the next boot runs it again" >&2
        exit 1
      fi
      rm -rf "$folder"
    done
    systemctl disable imgbuild-firstboot.service
    rm -rf /etc/systemd/system/imgbuild-firstboot.service /var/lib/imgbuild
    """
}
