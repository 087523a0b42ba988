import BuildFoundation
import Pipeline
import Recipes

/// `cloud-init`: configures cloud-init.
struct CloudInitChange: RecipeStep {
  static let version = 1
  private static let folder = "/etc/cloud/cloud.cfg.d"
  /// A file of its own: ds-identify, which reads it before cloud-init runs, wants the list on a line.
  private static let datasourceFile = "\(folder)/99-imgbuild-datasources.cfg"

  let source: Recipes.Step
  let action: CloudInitStep

  init(_ source: Recipes.Step, _ action: CloudInitStep) {
    self.source = source
    self.action = action
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    guard try await guest.exists(Self.folder) else {
      throw failure(
        "configuring cloud-init: the guest has none",
        hint: "install the package cloud-init in an earlier step")
    }
    // Checked first: what fails leaves nothing behind.
    if let config = action.config { try await add(config, to: guest, report: report) }
    if !action.datasources.isEmpty {
      let list = action.datasources.joined(separator: ", ")
      try await guest.write(
        Self.datasourceFile, Array("datasource_list: [ \(list) ]\n".utf8), attributes: .file)
    }
  }

  private func add(_ config: String, to guest: any Guest, report: StepReport) async throws {
    let path = "\(Self.folder)/\(action.name).cfg"
    // The name does not end in .cfg, so that cloud-init would not read it.
    let unchecked = "\(path).imgbuild"
    try await guest.write(
      unchecked, Array("#cloud-config\n\(config)\n".utf8), attributes: .file)
    report.progress("asking cloud-init about \(action.name).cfg")
    let findings = OutputTail(limit: 200)
    let command = GuestCommand(
      ["/bin/sh", "-c", Self.check, "sh", unchecked], limit: limit)
    let status = try await guest.run(command) { findings.append($0) }
    let verdict = CloudInitVerdict(status: status, lines: findings.lines)
    switch verdict {
    case .valid(let notes): notes.forEach { report.output($0) }
    case .unknown: report.warning("\(action.name).cfg: this cloud-init is too old to check it")
    case .invalid(let lines):
      try await guest.check(GuestCommand(["rm", "-f", unchecked]), doing: "removing \(unchecked)")
      var error = failure(
        "configuring cloud-init: cloud-init refuses \(action.name).cfg",
        hint: "lines below are counted from the file's first, #cloud-config")
      error.output = lines
      throw error
    }
    try await guest.check(GuestCommand(["mv", unchecked, path]), doing: "writing \(path)")
  }

  /// Argument: the file.
  ///
  /// Until 22.1 the command was one for developers.
  private static let check = """
    command -v cloud-init > /dev/null 2>&1 || exit 2
    cloud-init schema --config-file "$1" 2>&1
    status=$?
    if [ $status = 2 ]; then
      cloud-init devel schema --config-file "$1" 2>&1
      status=$?
    fi
    exit $status
    """
}
