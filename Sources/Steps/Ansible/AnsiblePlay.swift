import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Recipes
import SystemPackage

/// `ansible`: plays a playbook of the host against the guest, in the appliance or in the builder.
///
/// Ansible runs on the host; its connection plugin asks `AnsibleBridge` for each command, so that
/// neither SSH nor a network has to be there.
struct AnsiblePlay: RecipeStep {
  static let version = 1
  private static let guestFolder = "/tmp/.imgbuild-ansible"

  let source: Recipes.Step
  let action: AnsibleStep
  let secrets: SecretValues

  init(_ source: Recipes.Step, _ action: AnsibleStep, _ secrets: SecretValues) {
    self.source = source
    self.action = action
    self.secrets = secrets
  }

  /// Roles install packages, and collections are those of the host: no state of repositories tells all.
  var dependsOnOutside: Bool { true }

  /// All that is in the playbook's folder: roles, templates, variables and files lie there.
  func fileFields() throws -> [KeyField] {
    let folder = action.playbook.path.removingLastComponent()
    return try HostTree(folder, ignoring: [".git", "__pycache__"]).entries.map { entry in
      let content = try entry.content?.digest().hex ?? "folder"
      return KeyField(
        "file:\(entry.relativePath)", "\(String(entry.mode, radix: 8)) \(content)")
    }
  }

  func checkHost() throws {
    _ = try ExternalTool.ansiblePlaybook.located()
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    throw BuildError(.defect, "playing \(action.playbook.name): it needs a folder of this machine")
  }

  func apply(to guest: any Guest, scratch: BuildScratch, report: StepReport) async throws {
    try checkHost()
    report.progress("looking for Python in the guest")
    let python = try await prepare(guest)
    do {
      try await play(on: guest, scratch, python: python, report)
    } catch {
      // The failure that matters is the playbook's.
      try? await tidy(guest)
      throw error
    }
    try await tidy(guest)
  }

  /// Makes the folder in the guest, and gives the path of its Python.
  private func prepare(_ guest: any Guest) async throws -> String {
    // 0711: Ansible's own folders below are for users that it becomes, too.
    let script = """
      rm -rf \(Self.guestFolder) && mkdir -m 0711 \(Self.guestFolder) || exit 1
      for name in python3 /usr/libexec/platform-python python; do
        if command -v "$name"; then exit 0; fi
      done
      echo none
      """
    let path = try await guest.output(
      of: .shell(script), doing: "preparing the guest for Ansible")
    guard path.hasPrefix("/") else {
      try? await tidy(guest)
      throw failure(
        "playing \(action.playbook.name): the guest has no Python, which Ansible's modules need",
        hint: "install it in an earlier step: `packages: {install: [python3]}`")
    }
    return path
  }

  private func tidy(_ guest: any Guest) async throws {
    try await guest.check(
      GuestCommand(["rm", "-rf", Self.guestFolder]), doing: "removing Ansible's files")
  }

  private func play(
    on guest: any Guest, _ scratch: BuildScratch, python: String, _ report: StepReport
  ) async throws {
    let files = AnsibleFiles(
      folder: scratch.folder.appending("ansible"), action: action,
      variables: action.variables.mapValues { secrets.expand($0) },
      secrets: secrets.environment(source.secrets))
    defer { files.remove() }
    try files.write(python: python, remoteFolder: Self.guestFolder)
    let bridge = AnsibleBridge(guest, folder: Self.guestFolder, limit: limit)
    try await LineServer.serve(at: files.socket) {
      await bridge.answer($0) + [UInt8(ascii: "\n")]
    } while: {
      try await play(files, scratch, report)
    }
  }

  private func play(
    _ files: AnsibleFiles, _ scratch: BuildScratch, _ report: StepReport
  ) async throws {
    let doing = "playing \(action.playbook.name)"
    let output = AnsibleOutput()
    let tail = OutputTail()
    report.progress("starting ansible-playbook")
    let status = try await ExternalTool.ansiblePlaybook.run(
      files.arguments, environment: files.environment(of: ProcessInfo.processInfo.environment),
      onStart: { scratch.onProcess("ansible-playbook", $0) },
      onLine: { line in
        if !line.isEmpty { tail.append(line) }
        report.output(line)
        if let task = output.read(line) { report.progress(task) }
      })
    guard status == 0 else {
      let reason = output.failure.map { ": \($0)" } ?? ""
      throw BuildError(
        .buildFailed, "\(doing): ansible-playbook ended with status \(status)\(reason)",
        output: tail.lines)
    }
    guard output.hasPlayed else {
      throw BuildError(
        .recipe, "\(doing): none of its plays is for the guest",
        hint: "the guest is the host `\(AnsibleFiles.host)`: `hosts: all` finds it",
        output: tail.lines)
    }
  }
}
