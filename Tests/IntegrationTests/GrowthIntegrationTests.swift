import BuildFoundation
import Foundation
import Guests
import HostKit
import ImageProperties
import Pipeline
import Recipes
import Steps
import StorageDaemon
import SystemPackage
import TestSupport
import Testing

/// A disk that grows under a real system, and the labels that its files get for SELinux.
///
/// One launch for both: they have nothing to do with each other, but a launch takes 15 s.
@Suite(
  .serialized,
  .needs("mmdebstrap", "qemu-img", "qemu-storage-daemon", "qemu-system-x86_64", "mke2fs", "mcopy"))
struct GrowthIntegrationTests {
  private static let size = ByteCount.gibibytes(3)

  @Test(.timeLimit(.minutes(20)))
  func theRootFillsALargerDiskAndFilesGetTheirLabels() async throws {
    let folder = try TemporaryFolder()
    let steps = try RecipeSteps.make(recipe(in: folder))
    #expect(steps.map(\.diskSize) == [Self.size, nil])
    let events = EventRecorder()
    let report = StepReport("test", to: events)
    let (facts, overlay) = try await LocalHost.withDisk(in: folder) { host, disk in
      try await disk.grow(to: Self.size)
      let facts = try await host.withAppliance(
        on: disk, layout: SharedBase.layout, report: report
      ) { guest in
        for step in steps { try await step.apply(to: guest, report: report) }
        try await checkRoot(guest)
        try await checkLabels(guest, report)
        return try await guest.inspect(readingSignatures: true)
      }
      return (facts, await disk.overlay)
    }
    #expect(facts.virtualSize == Self.size)
    // What wrote over the boot code, or left the table's second copy behind, would show here.
    #expect(facts.boot.bios && facts.boot.uefi && facts.secureBootObstacles == [])
    #expect(try await QemuImage.info(overlay).virtualSize == Self.size)
    try await QemuImage.check(overlay)
    let said = events.events.compactMap { event in
      if case .output(_, let line) = event.kind { line } else { nil }
    }
    #expect(said.contains { $0.hasPrefix("/ has 2.") && $0.hasSuffix("of the disk's 3 GiB") })
  }

  private func recipe(in folder: TemporaryFolder) throws -> Recipe {
    try RecipeLoader(sealItems: SealItem.names).load(
      folder.write(
        "recipe.yml",
        """
        version: 1
        name: growth
        base: {bootstrap: {distribution: debian, suite: bookworm}}
        steps:
          - resize: {size: 3 GiB}
          - packages: {install: [policycoreutils]}
        verify: false

        """))
  }

  private func checkRoot(_ guest: any OfflineGuest) async throws {
    let script = """
      df --output=size -B1M / | tail -1
      findmnt -no TARGET /boot/efi
      # Not by name: the kernel finds disks in any order, and libguestfs has the names for its own calls.
      disk=$(findmnt -no SOURCE / | sed 's/[0-9]*$//')
      sfdisk --verify "$disk" 2>&1 | grep -o 'No errors detected'
      sfdisk -d "$disk" | grep -c 'uuid='
      """
    let lines = try await guest.output(of: .shell(script), doing: "looking at the disk")
      .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let megabytes = try #require(Int(lines.first ?? ""))
    #expect(megabytes > 2700 && megabytes < 3072)
    #expect(lines.dropFirst() == ["/boot/efi", "No errors detected", "3"])
  }

  /// A policy of three rules; what SELinux would make of it does not matter to who labels.
  private func checkLabels(_ guest: any OfflineGuest, _ report: StepReport) async throws {
    try await guest.check(
      .shell(
        """
        set -e
        mkdir -p /etc/selinux/small/contexts/files /srv/web
        printf 'SELINUX=enforcing\\nSELINUXTYPE=small\\n' > /etc/selinux/config
        cat > /etc/selinux/small/contexts/files/file_contexts <<'END'
        /.*              system_u:object_r:default_t:s0
        /srv/web(/.*)?   system_u:object_r:web_t:s0
        /etc/passwd  --  system_u:object_r:passwd_t:s0
        END
        echo page > /srv/web/index.html
        """), doing: "setting SELinux up")
    try await Sealing(SealSettings()).apply(to: guest, report: report)
    let script = """
      for file in / /srv/web /srv/web/index.html /etc/passwd /usr/bin/env; do
        python3 -c 'import os, sys
      print(os.getxattr(sys.argv[1], "security.selinux").rstrip(b"\\0").decode())' "$file"
      done
      test -e /.autorelabel || echo not at boot
      """
    let labels = try await guest.output(of: .shell(script), doing: "reading the labels")
    #expect(
      labels.split(separator: "\n") == [
        "system_u:object_r:default_t:s0", "system_u:object_r:web_t:s0",
        "system_u:object_r:web_t:s0", "system_u:object_r:passwd_t:s0",
        "system_u:object_r:default_t:s0", "not at boot",
      ])
  }
}
