import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Steps

@Suite struct AnsibleFilesTests {
  private let folder: TemporaryFolder
  private let action: AnsibleStep

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path.appending("play/roles").string, withIntermediateDirectories: true)
    action = AnsibleStep(
      playbook: RecipeFile(
        name: "play/site.yml", path: try folder.write("play/site.yml", "- hosts: all\n"),
        isFolder: false, location: located(0).location),
      variables: ["a": "1"], arguments: ["--tags", "web"])
  }

  private func files(secrets: [String: String] = [:]) -> AnsibleFiles {
    AnsibleFiles(
      folder: folder.path.appending("ansible"), action: action, variables: ["a": "1"],
      secrets: secrets)
  }

  @Test func theRecipesArgumentsComeLate() {
    #expect(
      files().arguments == [
        "--inventory", "\(folder.path)/ansible/inventory.json", "--extra-vars",
        "@\(folder.path)/ansible/variables.json", "--tags", "web", "--",
        "\(folder.path)/play/site.yml",
      ])
  }

  @Test func theUsersOwnSettingsDoNotCount() {
    let user = ["ANSIBLE_ROLES_PATH": "/x", "ANSIBLE_CONFIG": "/etc/mine", "PATH": "/bin"]
    let environment = files(secrets: ["token": "t", "ANSIBLE_CONFIG": "x"]).environment(of: user)
    #expect(environment["ANSIBLE_ROLES_PATH"] == .some(nil))
    #expect(environment["ANSIBLE_CONFIG"] == "\(folder.path)/ansible/ansible.cfg")
    #expect(environment["PATH"] == nil)
    #expect(environment["token"] == "t")
  }

  @Test func settingsBesideThePlaybookDo() throws {
    let beside = try folder.write("play/ansible.cfg", "[defaults]\n")
    #expect(files().environment(of: [:])["ANSIBLE_CONFIG"] == beside.string)
  }

  @Test func nobodyElseCanReadThem() throws {
    let files = files()
    try files.write(python: "/usr/bin/python3", remoteFolder: "/tmp/x")
    let attributes = try FileManager.default.attributesOfItem(atPath: files.folder.string)
    #expect(attributes[.posixPermissions] as? Int == 0o700)
    files.remove()
    #expect(!FileManager.default.fileExists(atPath: files.folder.string))
  }

  /// All that lies in the playbook's folder decides, but what git and Python leave there.
  @Test func theFolderDecidesTheKey() throws {
    let step = StepAction.ansible(action)
    var keys = [try key(step)]
    _ = try folder.write("play/roles/main.yml", "x")
    keys.append(try key(step))
    _ = try folder.write("play/roles/main.yml", "y")
    keys.append(try key(step))
    #expect(Set(keys).count == 3)
    for name in [".git", "__pycache__"] {
      try FileManager.default.createDirectory(
        atPath: folder.path.appending("play/roles/\(name)").string,
        withIntermediateDirectories: true)
      _ = try folder.write("play/roles/\(name)/x", "x")
    }
    #expect(try key(step) == keys.last)
  }

  @Test(arguments: [
    (["TASK [copy] ****", "fatal: [guest]: FAILED! => no"], "copy: fatal: [guest]: FAILED! => no"),
    (["RUNNING HANDLER [a [b]] ***", "fatal: [guest]: x"], "a [b]: fatal: [guest]: x"),
    (["ERROR! no such role"], "no such role"), (["all well"], nil),
  ])
  func theFirstFailureIsKept(lines: [String], failure: String?) {
    let output = AnsibleOutput()
    for line in lines + ["fatal: [guest]: later"].filter({ _ in failure != nil }) {
      _ = output.read(line)
    }
    #expect(output.failure == failure)
  }

  @Test(arguments: [
    ("guest                      : ok=1    changed=1", true), ("guest : unreachable", false),
    ("other : ok=1", false),
  ])
  func theRecapTellsWhetherTheGuestPlayed(line: String, hasPlayed: Bool) {
    let output = AnsibleOutput()
    _ = output.read(line)
    #expect(output.hasPlayed == hasPlayed)
  }
}
