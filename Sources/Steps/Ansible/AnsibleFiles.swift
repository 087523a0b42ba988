import BuildFoundation
import Foundation
import Recipes
import SystemPackage

/// The files that `ansible-playbook` gets, in a folder that only this user can enter.
struct AnsibleFiles {
  /// What the guest is called in the inventory and in Ansible's messages.
  static let host = "guest"

  let folder: FilePath
  let action: AnsibleStep
  /// The variables of the recipe, with the values of secrets.
  let variables: [String: String]
  /// Secrets that the playbook finds in its environment: `lookup('env', …)`.
  let secrets: [String: String]

  var socket: FilePath { folder.appending("socket") }
  private var plugins: FilePath { folder.appending("plugins") }
  private var inventory: FilePath { folder.appending("inventory.json") }
  private var variablesFile: FilePath { folder.appending("variables.json") }
  private var configuration: FilePath { folder.appending("ansible.cfg") }

  /// Writes all of them; `python` is the guest's interpreter, `remoteFolder` a folder in the guest.
  func write(python: String, remoteFolder: String) throws {
    let guest: [String: String] = [
      "ansible_connection": AnsiblePlugin.name, "ansible_user": "root",
      "ansible_pipelining": "true", "ansible_python_interpreter": python,
      "ansible_remote_tmp": "\(remoteFolder)/tmp", AnsiblePlugin.socketVariable: socket.string,
    ]
    do {
      try FileManager.default.createDirectory(
        atPath: folder.string, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      try FileManager.default.createDirectory(
        atPath: plugins.string, withIntermediateDirectories: true)
      try write(Data(AnsiblePlugin.source.utf8), plugins.appending("\(AnsiblePlugin.name).py"))
      try write(
        try JSONEncoder().encode(["all": ["hosts": [Self.host: guest]]]), inventory)
      try write(try JSONEncoder().encode(variables), variablesFile)
      try write(Data("[defaults]\n".utf8), configuration)
    } catch {
      throw BuildError(.host, "writing the files for Ansible: \(error.reason)")
    }
  }

  /// Removes the folder.
  func remove() {
    try? FileManager.default.removeItem(atPath: folder.string)
  }

  private func write(_ data: Data, _ path: FilePath) throws {
    try data.write(to: URL(filePath: path.string))
  }

  /// The recipe's own arguments come late, so that they win.
  var arguments: [String] {
    ["--inventory", inventory.string, "--extra-vars", "@\(variablesFile.string)"]
      + action.arguments + ["--", action.playbook.path.string]
  }

  /// Settings that win over every `ansible.cfg`; nil takes a variable away.
  ///
  /// Of the user's own settings none counts: neither their variables nor their `ansible.cfg`. One
  /// beside the playbook is part of the recipe.
  func environment(of user: [String: String]) -> [String: String?] {
    var variables: [String: String?] = [:]
    for name in user.keys where name.hasPrefix("ANSIBLE_") { variables[name] = .some(nil) }
    let beside = action.playbook.path.removingLastComponent().appending("ansible.cfg")
    let hasOwn = FileManager.default.fileExists(atPath: beside.string)
    let settings = [
      "ANSIBLE_CONFIG": hasOwn ? beside.string : configuration.string,
      "ANSIBLE_CONNECTION_PLUGINS": plugins.string,
      "ANSIBLE_LOCAL_TEMP": folder.appending("tmp").string,
      "ANSIBLE_PIPELINING": "true", "ANSIBLE_NOCOLOR": "true", "ANSIBLE_FORCE_COLOR": "false",
      "ANSIBLE_NOCOWS": "true", "ANSIBLE_RETRY_FILES_ENABLED": "false",
      "ANSIBLE_STDOUT_CALLBACK": "default", "ANSIBLE_BECOME_ALLOW_SAME_USER": "false",
      // A cache of bytecode beside the playbook would be a change of the recipe.
      "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1",
      // Ansible refuses to work with another encoding.
      "LC_ALL": "C.UTF-8",
    ]
    let added = secrets.merging(settings) { $1 }
    return variables.merging(added.mapValues { .some($0) }) { $1 }
  }
}
