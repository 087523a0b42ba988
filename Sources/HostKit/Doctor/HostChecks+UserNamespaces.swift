import Foundation

extension HostChecks {
  /// What decides whether a user may make namespaces in which they are root.
  struct UserNamespaces {
    var user: String
    var userID: UInt32
    /// The content of /etc/subuid and /etc/subgid, see subuid(5).
    var subordinateIDs: [String]
    /// The content of /proc/sys/user/max_user_namespaces.
    var largestCount: String
    /// The content of /proc/sys/kernel/unprivileged_userns_clone, which only Debian has.
    var unprivileged: String
    /// Whether newuidmap is there.
    var hasMapper: Bool
  }

  /// Whether mmdebstrap can make a system without being root.
  static var userNamespaces: HostCheckRunner {
    HostCheckRunner(name: "user namespaces") {
      row(
        for: UserNamespaces(
          user: NSUserName(), userID: geteuid(),
          subordinateIDs: [content("/etc/subuid"), content("/etc/subgid")],
          largestCount: content("/proc/sys/user/max_user_namespaces"),
          unprivileged: content("/proc/sys/kernel/unprivileged_userns_clone"),
          hasMapper: ExternalTool.newuidmap.path != nil))
    }
  }

  static func row(for facts: UserNamespaces) -> HostCheck {
    let name = "user namespaces"
    if let (problem, remedy) = problem(of: facts) {
      return HostCheck(name: name, .missing, problem, remedy: remedy)
    }
    return HostCheck(name: name, .ok, "allowed, with subordinate ids for \(facts.user)")
  }

  private static func problem(of facts: UserNamespaces) -> (String, remedy: String)? {
    if !facts.hasMapper {
      return ("newuidmap was not found", HostPackages.install([ExternalTool.newuidmap.package]))
    }
    if number(facts.largestCount) == 0 {
      return ("the kernel allows none", "sudo sysctl user.max_user_namespaces=10000")
    }
    if number(facts.unprivileged) == 0 {
      return (
        "the kernel allows them to root only", "sudo sysctl kernel.unprivileged_userns_clone=1"
      )
    }
    let owners = ["\(facts.user):", "\(facts.userID):"]
    let hasRanges = facts.subordinateIDs.allSatisfy { file in
      file.split(separator: "\n").contains { line in owners.contains { line.hasPrefix($0) } }
    }
    if hasRanges { return nil }
    return (
      "\(facts.user) has no entry in /etc/subuid or /etc/subgid",
      "sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 \(facts.user)"
    )
  }

  private static func number(_ text: String) -> Int? {
    Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private static func content(_ path: String) -> String {
    String(decoding: ProcessTable.content(of: path) ?? [], as: UTF8.self)
  }
}
