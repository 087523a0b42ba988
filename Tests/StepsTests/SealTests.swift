import BuildFoundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Steps

@Suite struct SealTests {
  /// What each item removes, what it empties, and what it must leave.
  struct Example: Sendable, CustomTestStringConvertible {
    var item: String
    var removed: [String] = []
    var emptied: [String] = []
    var kept: [String] = []
    var testDescription: String { item }
  }

  static let examples = [
    Example(
      item: "machine-id", removed: ["/var/lib/dbus/machine-id"], emptied: ["/etc/machine-id"]),
    Example(
      item: "ssh-host-keys",
      removed: ["/etc/ssh/ssh_host_rsa_key", "/etc/ssh/ssh_host_rsa_key.pub"],
      kept: ["/etc/ssh/sshd_config", "/etc/ssh/moduli"]),
    Example(
      item: "cloud-init",
      removed: [
        "/var/lib/cloud/instances/i-1/user-data.txt", "/var/lib/cloud/data/status.json",
        "/var/log/cloud-init.log", "/etc/netplan/50-cloud-init.yaml",
        "/etc/network/interfaces.d/50-cloud-init", "/etc/sudoers.d/90-cloud-init-users",
      ],
      kept: ["/etc/cloud/cloud.cfg", "/etc/netplan/01-own.yaml", "/etc/sudoers.d/own"]),
    Example(
      item: "random-seed",
      removed: ["/var/lib/systemd/random-seed", "/boot/efi/loader/random-seed"],
      kept: ["/boot/efi/EFI/BOOT/BOOTX64.EFI"]),
    Example(
      item: "leases",
      removed: [
        "/var/lib/dhcp/dhclient.eth0.leases", "/var/lib/NetworkManager/secret_key",
        "/etc/udev/rules.d/70-persistent-net.rules",
      ],
      kept: ["/etc/udev/rules.d/60-own.rules", "/etc/NetworkManager/NetworkManager.conf"]),
    Example(
      item: "shell-histories",
      removed: ["/root/.bash_history", "/home/a b/.mysql_history", "/home/c/.viminfo"],
      kept: ["/root/.bashrc", "/home/c/.profile"]),
    Example(
      item: "package-caches",
      removed: [
        "/var/cache/apt/archives/a.deb", "/var/cache/apt/archives/partial/b",
        "/var/cache/apt/pkgcache.bin", "/var/lib/apt/lists/deb_Packages",
      ],
      kept: ["/var/lib/dpkg/status", "/etc/apt/sources.list"]),
    Example(
      item: "account-backups", removed: ["/etc/passwd-", "/etc/shadow-"],
      kept: ["/etc/passwd", "/etc/shadow"]),
    Example(item: "mail", removed: ["/var/mail/root", "/var/spool/mail/a"]),
    Example(
      item: "crash-reports", removed: ["/var/crash/a.crash", "/var/lib/systemd/coredump/core.1"]),
    Example(
      item: "logs",
      removed: [
        "/var/log/journal/0/system.journal", "/var/log/syslog.1", "/var/log/syslog.2.gz",
        "/var/log/a/b.xz", "/var/log/x.old",
      ],
      emptied: ["/var/log/syslog", "/var/log/apache2/access.log", "/var/log/it's a log"],
      kept: ["/etc/logrotate.conf"]),
    Example(
      item: "temporary-files", removed: ["/tmp/a/b", "/tmp/.hidden", "/var/tmp/c"],
      kept: ["/etc/tmpfiles"]),
  ]

  private func script(_ item: String) throws -> String {
    try #require(SealItem.all.first { $0.name == item }).script
  }

  @Test func everyItemHasItsNameAndAnExample() {
    let names = SealItem.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names == Self.examples.map(\.item))
    #expect(SealItem.all.allSatisfy { !$0.summary.isEmpty })
  }

  @Test(.enabled(if: SealRoot.isPossible, "may not change its root"), arguments: examples)
  func anItemRemovesWhatItSays(example: Example) throws {
    let root = try SealRoot(example.removed + example.emptied + example.kept)
    let run = try root.run("set -e\n" + script(example.item))
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output == "")
    for path in example.removed { #expect(!root.isThere(path), "\(path)") }
    for path in example.emptied { #expect(root.size(path) == 0, "\(path)") }
    for path in example.kept { #expect(root.size(path) == 7, "\(path)") }
  }

  /// What is not there is no error.
  @Test(
    .enabled(if: SealRoot.isPossible, "may not change its root"),
    arguments: SealItem.all.map(\.name))
  func anItemOfAnEmptyRootIsNoError(item: String) throws {
    let root = try SealRoot()
    let run = try root.run("set -e\n" + script(item))
    #expect(run.status == 0, "\(run.output)")
    #expect(!root.isThere("/etc") || !root.isThere("/etc/machine-id"))
  }

  @Test(.enabled(if: SealRoot.isPossible, "may not change its root"))
  func theWholeScriptSealsADisk() async throws {
    let all = Self.examples
    let root = try SealRoot(all.flatMap { $0.removed + $0.emptied + $0.kept })
    let guest = RecordingGuest()
    try await Sealing(SealSettings()).apply(
      to: guest, report: StepReport("seal", to: EventRecorder()))
    let script = try #require(guest.commands.first?.arguments.last)
    for _ in 1...2 {
      let run = try root.run(script)
      #expect(run.status == 0 && run.output == "", "\(run.output)")
    }
    for path in all.flatMap(\.removed) { #expect(!root.isThere(path), "\(path)") }
    for path in all.flatMap(\.kept) { #expect(root.size(path) == 7, "\(path)") }
  }

  @Test(.enabled(if: SealRoot.isPossible, "may not change its root"))
  func foldersAndLinksThatSystemsNeedStay() throws {
    let root = try SealRoot(["/etc/machine-id", "/tmp/x", "/var/tmp/x", "/var/log/a/b"])
    try root.makeFolder("/var/lib/dbus")
    try root.link("/var/lib/dbus/machine-id", to: "/etc/machine-id")
    #expect(
      try root.run("set -e\n" + SealItem.all.map(\.script).joined(separator: "\n")).status == 0)
    for path in ["/tmp", "/var/tmp", "/var/log/a", "/var/lib/dbus/machine-id"] {
      #expect(root.isThere(path), "\(path)")
    }
  }

  @Test func theScriptIsOneForAPOSIXShell() async throws {
    let guest = RecordingGuest()
    try await Sealing(SealSettings()).apply(
      to: guest, report: StepReport("seal", to: EventRecorder()))
    #expect(guest.commands.count == 1)
    let arguments = try #require(guest.commands.first?.arguments)
    #expect(arguments.prefix(2) == ["/bin/sh", "-c"])
    let folder = try TemporaryFolder()
    let script = try folder.write("seal.sh", "#!/bin/sh\n" + arguments[2])
    let check = try ToolRun("sh", ["-n", script.string])
    #expect(check.status == 0, "\(check.output)")
  }

  @Test(.needs("shellcheck")) func theScriptIsWithoutFault() async throws {
    let folder = try TemporaryFolder()
    let text = SealItem.all.map(\.script).joined(separator: "\n")
    let script = try folder.write("seal.sh", "#!/bin/sh\nset -e\n\(text)\n")
    let check = try ToolRun("shellcheck", [script.string])
    #expect(check.status == 0, "\(check.output)")
  }

  @Test func keepNarrowsAndRemoveWidens() async throws {
    let guest = RecordingGuest()
    let settings = SealSettings(
      keep: [located("logs"), located("machine-id")], remove: [located("/opt/*"), located("/a")])
    try await Sealing(settings).apply(
      to: guest, report: StepReport("seal", to: EventRecorder()))
    let script = try #require(guest.commands.first?.arguments.last)
    #expect(!script.contains("# logs") && !script.contains("/var/log/journal"))
    #expect(!script.contains("/etc/machine-id"))
    #expect(script.contains("# temporary-files"))
    #expect(guest.calls.suffix(2) == ["remove /opt/*", "remove /a"])
  }

  @Test func settingsDecideTheKey() throws {
    let keys = try [
      SealSettings(), SealSettings(keep: [located("logs")]),
      SealSettings(remove: [located("logs")]),
    ].map { LayerKey(on: nil, try Sealing($0).keyFields()) }
    #expect(Set(keys).count == 3)
  }

  @Test func aFailureShowsWhatWasPrinted() async throws {
    let guest = RecordingGuest { _ in (1, ["rm: read-only"]) }
    let error = await #expect(throws: BuildError.self) {
      try await Sealing(SealSettings()).apply(
        to: guest, report: StepReport("seal", to: EventRecorder()))
    }
    #expect(error?.message == "sealing the disk: ended with status 1")
    #expect(error?.output == ["rm: read-only"])
  }
}
