import BuildFoundation
import Foundation
import Guests
import ImageProperties
import Pipeline
import Recipes
import Steps
import StorageDaemon
import SystemPackage
import TestSupport
import Testing

/// Every offline step, seal and inspection, on a real disk in a real appliance, read back there.
@Suite(
  .serialized,
  .needs("mmdebstrap", "qemu-img", "qemu-storage-daemon", "qemu-system-x86_64", "mke2fs", "mcopy"))
struct ApplianceIntegrationTests {
  @Test(.timeLimit(.minutes(15)))
  func stepsChangeTheDiskAndSealRemovesIdentity() async throws {
    let folder = try TemporaryFolder()
    let recipe = try recipe(in: folder)
    let events = EventRecorder()
    let report = StepReport("test", to: events)
    let facts = try await LocalHost.withDisk(in: folder) { host, disk in
      try await host.withAppliance(on: disk, layout: SharedBase.layout, report: report) { guest in
        for (index, step) in RecipeSteps.make(recipe).enumerated() {
          try await step.apply(to: guest, report: report)
          try await guest.whileQuiet {
            try await disk.checkpoint(
              renamingTo: folder.path.appending("layer-\(index).qcow2"),
              continuingIn: folder.path.appending("overlay-\(index + 1).qcow2"))
          }
        }
        try await checkSteps(guest)
        await checkFailures(guest)
        try await checkSealing(guest, report)
        let facts = try await guest.inspect(readingSignatures: true)
        try await guest.trim()
        return facts
      }
    }
    check(facts)
    let lines = events.events.compactMap { event in
      if case .output(_, let line) = event.kind { line } else { nil }
    }
    #expect(lines.contains("counting 3"))
    // The chain of layers is whole, and holds what each step left.
    try await QemuImage.check(folder.path.appending("layer-0.qcow2"))
    let top = try await QemuImage.info(folder.path.appending("layer-1.qcow2"))
    #expect(top.backingFile == "layer-0.qcow2")
  }

  private func recipe(in folder: TemporaryFolder) throws -> Recipe {
    try FileManager.default.createDirectory(
      atPath: folder.path.appending("tree/sub").string, withIntermediateDirectories: true)
    _ = try folder.write("tree/a.txt", "a\n")
    _ = try folder.write("tree/sub/b.sh", "#!/bin/sh\n")
    return try RecipeLoader(sealItems: SealItem.names).load(
      folder.write(
        "recipe.yml",
        """
        version: 1
        name: steps
        base: {bootstrap: {distribution: debian, suite: bookworm}}
        steps:
          - packages: {install: [tree], remove: [vim-tiny]}
          - copy: {from: tree, to: /opt/tree, owner: "www-data:games", mode: "0640"}
          - write: {path: /etc/motd, content: "hello\\n", mode: "0600"}
          - write: {path: /etc/motd, content: "again\\n", append: true}
          - run:
              environment: {WORD: "it's"}
              script: |
                set -e
                for i in 1 2 3; do echo counting $i; done
                printf '%s' "$WORD" > /root/word
                systemctl --version > /dev/null
                (echo secret > /root/.bash_history)
          - services: {disable: [ssh], mask: [systemd-timesyncd]}
        seal: {keep: [account-backups], remove: ["/opt/tree/s*"]}
        verify: false

        """))
  }

  private func checkSteps(_ guest: any OfflineGuest) async throws {
    let script = """
      tree --version > /dev/null && echo tree
      test -e /usr/bin/vim.tiny || echo no vim
      stat -c '%a %U %G %n' /opt/tree/a.txt /opt/tree/sub /opt/tree/sub/b.sh /etc/motd
      cat /etc/motd /root/word; echo
      test -e /usr/sbin/policy-rc.d || echo no policy
      test -e /tmp/.imgbuild-script || echo no script
      # update-grub writes the appliance's own name of the disk where this is not there.
      test -e "/dev/disk/by-uuid/$(grub-probe --target=fs_uuid /)" && echo found by its UUID
      systemctl is-enabled ssh systemd-timesyncd || true
      """
    let found = try await guest.output(of: .shell(script), doing: "reading back")
    #expect(
      found == """
        tree
        no vim
        640 www-data games /opt/tree/a.txt
        750 www-data games /opt/tree/sub
        640 www-data games /opt/tree/sub/b.sh
        600 root root /etc/motd
        hello
        again
        it's
        no policy
        no script
        found by its UUID
        disabled
        masked
        """)
  }

  /// A command's failure is told with its status and its last lines.
  private func checkFailures(_ guest: any OfflineGuest) async {
    let error = await #expect(throws: BuildError.self) {
      try await guest.check(.shell("echo one; echo two >&2; exit 7"), doing: "trying")
    }
    #expect(error?.message == "trying: ended with status 7")
    #expect(error?.output == ["one", "two"])
    let missing = await #expect(throws: BuildError.self) {
      try await guest.check(GuestCommand(["no-such-program"]), doing: "trying")
    }
    #expect(missing?.message.contains("was not found in the guest") == true)
  }

  private func checkSealing(_ guest: any OfflineGuest, _ report: StepReport) async throws {
    try await guest.check(
      .shell(
        """
        ssh-keygen -A > /dev/null; echo abc > /etc/machine-id; echo x > /etc/passwd-
        mkdir -p /var/log/journal/x /var/lib/cloud/instance; echo l > /var/log/some.log
        echo r > /var/log/some.log.1; echo t > /tmp/t; echo m > /var/lib/systemd/random-seed
        """), doing: "leaving traces")
    let keep = Located("account-backups", at: SourceLocation(file: "test", line: 1, column: 1))
    let remove = Located("/opt/tree/s*", at: SourceLocation(file: "test", line: 1, column: 1))
    try await Sealing(SealSettings(keep: [keep], remove: [remove])).apply(to: guest, report: report)
    let script = """
      cd /; ls -d etc/ssh/ssh_host_*_key var/lib/cloud/* var/log/journal/* var/log/some.log.1 tmp/* \\
        root/.bash_history var/lib/systemd/random-seed var/lib/apt/lists/* opt/tree/sub 2> /dev/null
      test ! -s /etc/machine-id && echo empty machine-id
      test -e /etc/machine-id && echo machine-id is there
      test ! -s /var/log/some.log && echo empty log
      test -s /etc/passwd- && echo kept
      test -e /opt/tree/a.txt && echo rest of the tree
      """
    let found = try await guest.output(of: .shell(script), doing: "looking for traces")
    #expect(
      found == """
        empty machine-id
        machine-id is there
        empty log
        kept
        rest of the tree
        """)
  }

  private func check(_ facts: DiskFacts) {
    #expect(facts.system.family == .linux)
    #expect(facts.system.distribution == "debian")
    #expect(facts.system.version == "12")
    #expect(facts.system.productName == "Debian GNU/Linux 12 (bookworm)")
    #expect(facts.architecture == "x86_64")
    #expect(facts.virtualSize == .gibibytes(2))
    #expect(facts.boot.bios && facts.boot.uefi && facts.secureBootObstacles == [])
    #expect(facts.residue == [] && facts.sshServer == .disabled)
    #expect(facts.guestAgent == .enabled)
    #expect(facts.cloudInit == .enabled)
    #expect(facts.kernels.count == 1)
    #expect(facts.supports(.block) && facts.supports(.network) && facts.supports(.random))
    #expect((facts.minimumMemory?.size ?? .mebibytes(0)) >= .mebibytes(128))
    let names = Set(facts.packages.map(\.name))
    #expect(names.isSuperset(of: ["tree", "cloud-init", "qemu-guest-agent"]))
    #expect(!names.contains("vim-tiny"))
  }
}
