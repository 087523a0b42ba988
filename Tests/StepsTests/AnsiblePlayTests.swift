import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Steps

/// Ansible itself, against a guest that is a folder.
@Suite(
  .needs("ansible-playbook", "python3", "unshare"),
  .enabled(if: FolderGuest.isPossible, "needs root, or user namespaces"))
struct AnsiblePlayTests {
  private let folder: TemporaryFolder
  private let events = EventRecorder()

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path.appending("play/files").string, withIntermediateDirectories: true)
  }

  private func play(
    _ tasks: String, on guest: any Guest, hosts: String = "all",
    variables: [String: String] = [:], arguments: [String] = [],
    secrets: SecretValues = .none, names: [String] = []
  ) async throws {
    let playbook = try folder.write(
      "play/site.yml", "- hosts: \(hosts)\n  gather_facts: false\n  tasks:\n\(tasks)\n")
    let file = RecipeFile(
      name: "play/site.yml", path: playbook, isFolder: false, location: located(0).location)
    let action = AnsibleStep(playbook: file, variables: variables, arguments: arguments)
    let source = Recipes.Step(
      .ansible(action), timeout: .seconds(120), secrets: names.map { located($0) },
      location: located(0).location)
    let scratch = BuildScratch(
      id: "test", folder: folder.path, onProcess: { _, _ in }, partialOutput: { $0 })
    let step = AnsiblePlay(source, action, secrets)
    #expect(try step.keyFields() == step.keyFields())
    try await step.apply(
      to: guest, scratch: scratch, report: StepReport("step-1", to: events))
  }

  private var output: [String] {
    events.events.compactMap { event in
      if case .output(_, let line) = event.kind { line } else { nil }
    }
  }

  private var progress: [String] {
    events.events.compactMap { event in
      if case .progress(_, let detail, _) = event.kind { detail } else { nil }
    }
  }

  @Test func aPlaybookChangesTheGuest() async throws {
    let guest = try FolderGuest(release: "ID=debian\n")
    _ = try folder.write("play/files/page", "a page\n")
    try await play(
      """
          - name: copy the page
            copy: {src: page, dest: /opt/page, mode: "0640"}
          - name: change a line
            lineinfile: {path: /opt/page, regexp: page, line: "{{ word }}"}
          - name: run a command
            command: sh -c 'echo "$0" > /opt/said; printf "out \\303\\244"; echo err >&2' "it's"
            register: said
          - name: take it back
            fetch: {src: /opt/said, dest: "\(folder.path)/fetched", flat: true}
          - debug: {msg: "{{ said.stdout }}+{{ said.stderr }}+{{ lookup('env', 'token') }}"}
      """, on: guest, variables: ["word": "${secret.word} \"quoted\""],
      secrets: SecretValues(["word": "changed", "token": "t0k"], key: "k"), names: ["token"])
    #expect(try await guest.text("/opt/page") == "changed \"quoted\"\n")
    let mode = try FileManager.default.attributesOfItem(atPath: guest.host("/opt/page"))
    #expect(mode[.posixPermissions] as? Int == 0o640)
    #expect(try await guest.text("/opt/said") == "it's\n")
    let fetched = try Data(contentsOf: URL(filePath: folder.path.appending("fetched").string))
    #expect(fetched == Data("it's\n".utf8))
    #expect(output.contains { $0.contains("out ä+err+t0k") }, "\(output)")
    #expect(progress.contains("change a line"))
    // Nothing stays: neither in the guest nor on this machine.
    #expect(try await !guest.exists("/tmp/.imgbuild-ansible"))
    #expect(try await !guest.exists("/root/.ansible"))
    #expect(!FileManager.default.fileExists(atPath: folder.path.appending("ansible").string))
  }

  @Test func aFailedTaskIsNamed() async throws {
    let guest = try FolderGuest(release: "ID=debian\n")
    let error = await #expect(throws: BuildError.self) {
      try await play("    - name: break it\n      command: sh -c 'exit 7'\n", on: guest)
    }
    #expect(error?.code == .buildFailed)
    #expect(
      error?.message.hasPrefix(
        "playing play/site.yml: ansible-playbook ended with status 2: break it: fatal: [guest]: "
          + "FAILED!") == true, "\(error as Any)")
    #expect(error?.output.isEmpty == false)
    #expect(try await !guest.exists("/tmp/.imgbuild-ansible"))
  }

  @Test(arguments: [
    ("web", [], "none of its plays is for the guest"),
    ("all", ["--limit", "other"], "ansible-playbook ended with status 1"),
    ("all", ["--no-such"], "ansible-playbook ended with status 2"),
  ])
  func aPlaybookThatDoesNothingIsAnError(
    hosts: String, arguments: [String], text: String
  ) async throws {
    let guest = try FolderGuest(release: "ID=debian\n")
    let error = await #expect(throws: BuildError.self) {
      try await play(
        "    - command: touch /opt/x", on: guest, hosts: hosts, arguments: arguments)
    }
    #expect(error?.message.contains(text) == true, "\(error as Any)")
    #expect(try await !guest.exists("/opt/x"))
  }

  @Test func aGuestWithoutPythonIsToldSo() async throws {
    let guest = RecordingGuest { arguments in
      (0, arguments.last?.contains("platform-python") == true ? ["none"] : [])
    }
    let error = await #expect(throws: BuildError.self) { try await play("", on: guest) }
    #expect(error?.message.contains("the guest has no Python") == true)
    #expect(guest.calls.last == "run rm -rf /tmp/.imgbuild-ansible")
  }

  /// What the guest cannot do is an error of Ansible's, in the guest's words.
  @Test func aLostGuestIsAFailure() async throws {
    let guest = RecordingGuest { arguments in
      guard arguments.last?.contains("platform-python") == true || arguments.first == "rm" else {
        throw BuildError(.buildFailed, "running a command: the guest is gone")
      }
      return (0, ["/usr/bin/python3"])
    }
    let error = await #expect(throws: BuildError.self) {
      try await play("    - command: \"true\"", on: guest)
    }
    #expect(error?.message.contains("the guest is gone") == true, "\(error as Any)")
  }
}
