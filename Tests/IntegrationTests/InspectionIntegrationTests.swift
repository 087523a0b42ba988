import BuildFoundation
import Foundation
import Guests
import ImageProperties
import Pipeline
import StorageDaemon
import SystemPackage
import TestSupport
import Testing

/// What `imgbuild inspect` says of disks of every kind; each starts an appliance.
@Suite(
  .serialized, .timeLimit(.minutes(15)),
  .needs("qemu-img", "qemu-system-x86_64", "sfdisk", "debugfs", "mdeltree", "cpio", "sbverify"))
struct InspectionIntegrationTests {
  private let folder: TemporaryFolder
  private let host: LocalHost

  init() async throws {
    folder = try TemporaryFolder()
    host = try await LocalHost.forTests(in: folder)
  }

  private func facts(_ path: FilePath, format: String = "raw") async throws -> DiskFacts {
    let report = StepReport("inspect", to: EventRecorder())
    let facts = try await host.inspect(path, format: format, report: report)
    await host.close()
    return facts
  }

  private func edited(_ name: String = "disk") async throws -> EditedImage {
    try await EditedImage(of: SharedBase.shared.disk(), named: name, in: folder)
  }

  @Test func debianThatStartsBothWays() async throws {
    let image = try await SharedBase.shared.disk()
    let before = try Digest.sha256(ofFile: image)
    let facts = try await facts(image, format: "qcow2")
    #expect(facts.system.distribution == "debian" && facts.system.version == "12")
    #expect(facts.architecture == "x86_64")
    #expect(facts.boot.bios && facts.boot.uefi)
    #expect(facts.secureBootObstacles == [])
    let loader = try #require(facts.boot.programs?.first { $0.isRemovableMediaLoader })
    #expect(loader.issuers?.contains("Microsoft Corporation UEFI CA 2011") == true)
    let kernel = try #require(facts.kernels.first)
    #expect(kernel.issuers == ["Debian Secure Boot CA"])
    #expect(kernel.presence(of: .block) == .initramfs && kernel.presence(of: .nvme) != .missing)
    #expect(facts.guestAgent == .enabled && facts.cloudInit == .enabled)
    #expect(facts.sshServer == .enabled)
    #expect(facts.cloudInitSettings?.defaultUser == "debian")
    #expect(facts.cloudInitSettings?.version?.isEmpty == false)
    #expect(facts.cloudInitSettings?.dataSources?.contains("ConfigDrive") == true)
    #expect(facts.partitionTable == "gpt")
    #expect(facts.volumes?.map(\.name) == ["partition 14", "partition 15", "partition 1"])
    #expect(facts.volumes?.map(\.mountPoint) == [nil, "/boot/efi", "/"])
    #expect(facts.volumes?.map(\.purpose) == ["BIOS boot", "EFI system", "Linux root (x86-64)"])
    #expect(facts.packages.contains { $0.name == "cloud-init" })
    #expect(facts.residue == [])
    // Nothing was written to it.
    #expect(try Digest.sha256(ofFile: image) == before)
  }

  @Test func debianForUEFIOnlyWithAnUnsignedLoader() async throws {
    let image = try await edited()
    try image.removeBootCode()
    try image.removeLoaders()
    let loader = folder.path.appending("loader")
    try Data("MZ no signature".utf8).write(to: URL(filePath: loader.string))
    try image.putLoader(loader, in: ["EFI", "EFI/BOOT"], named: "BOOTX64.EFI")
    try image.write("/etc/machine-id", Data("0123456789abcdef0123456789abcdef\n".utf8))
    try image.write("/root/.bash_history", Data("ls\n".utf8))
    try image.write("/etc/ssh/ssh_host_rsa_key", Data("key\n".utf8))
    let facts = try await facts(image.path)
    #expect(!facts.boot.bios && facts.boot.uefi)
    #expect(facts.secureBootObstacles == ["the EFI program EFI/BOOT/BOOTX64.EFI is not signed"])
    #expect(PropertyRules(facts).properties.value("hw_firmware_type") == "uefi")
    #expect(
      facts.residue?.map { "\($0.kind.rawValue) \($0.path)" } == [
        "machine-id /etc/machine-id", "ssh-host-key /etc/ssh/ssh_host_rsa_key",
        "history /root/.bash_history",
      ])
  }

  @Test func debianForBIOSOnlyWithoutServicesAndDrivers() async throws {
    let image = try await edited()
    try image.removeLoaders()
    try image.remove("/usr/sbin/qemu-ga", "/usr/bin/cloud-init")
    let initrd = try #require(try image.list("/boot").first { $0.hasPrefix("initrd.img-") })
    let modules = ["ext4", "virtio_pci", "nvme"]
    try image.write("/boot/\(initrd)", SyntheticDisk.initramfs(modules, in: folder))
    let facts = try await facts(image.path)
    #expect(facts.boot.bios && !facts.boot.uefi && facts.boot.programs == [])
    #expect(facts.secureBootObstacles == ["there is no EFI boot loader on the disk"])
    #expect(facts.guestAgent == .absent && facts.cloudInit == .absent)
    #expect(facts.cloudInitSettings == nil)
    let kernel = try #require(facts.kernels.first)
    #expect(kernel.presence(of: .block) == .module && kernel.presence(of: .network) == .module)
    #expect(kernel.issuers == nil)
    let properties = PropertyRules(facts).properties
    #expect(properties.value("hw_disk_bus") == nil && properties.value("hw_vif_model") == "virtio")
    #expect(properties.value("hw_qemu_guest_agent") == nil)
  }

  @Test func enterpriseLinux() async throws {
    let disk = try SyntheticDisk("rocky", in: folder)
    try disk.write(
      "etc/os-release",
      "ID=\"rocky\"\nVERSION_ID=\"9.4\"\nPRETTY_NAME=\"Rocky Linux 9.4 (Blue Onyx)\"\n")
    try disk.writeProgram("bin/sh", machine: 183)
    try disk.write("etc/selinux/config", "SELINUX=enforcing\nSELINUXTYPE=targeted\n")
    try disk.write("usr/bin/qemu-ga", "")
    try disk.write(
      "usr/lib/udev/rules.d/99-qemu-guest-agent.rules",
      "ENV{SYSTEMD_WANTS}=\"qemu-guest-agent.service\"")
    try disk.write("usr/sbin/sshd", "")
    try disk.link(
      "etc/systemd/system/multi-user.target.wants/sshd.service",
      to: "/usr/lib/systemd/system/sshd.service")
    try disk.write("usr/bin/cloud-init", "")
    try disk.link("etc/systemd/system/cloud-init.service", to: "/dev/null")
    try disk.link("etc/systemd/system/cloud-init-local.service", to: "/dev/null")
    try disk.write("etc/cloud/cloud.cfg", "system_info:\n  default_user: {name: cloud-user}\n")
    try disk.write("etc/cloud/cloud.cfg.d/90.cfg", "datasource_list: [OpenStack]\n")
    let release = "5.14.0-427.13.1.el9_4.aarch64"
    try disk.write("boot/vmlinuz-\(release)", "")
    try disk.write(
      "boot/initramfs-\(release).img",
      SyntheticDisk.initramfs(["virtio_pci", "virtio_scsi"], in: folder))
    try disk.write("lib/modules/\(release)/modules.builtin", "kernel/drivers/nvme/host/nvme.ko\n")
    try disk.write(
      "lib/modules/\(release)/modules.dep",
      "kernel/virtio_net.ko.xz:\nkernel/virtio_blk.ko.xz:\nkernel/virtio_pci.ko.xz:\n")
    try disk.make()
    let facts = try await facts(disk.path)
    #expect(facts.system.distribution == "rocky" && facts.system.productName.contains("9.4"))
    #expect(facts.architecture == "aarch64")
    #expect(facts.accessControl == AccessControl(name: "SELinux", mode: "enforcing"))
    #expect(facts.guestAgent == .enabled && facts.sshServer == .enabled)
    #expect(facts.cloudInit == .disabled)
    #expect(facts.cloudInitSettings?.defaultUser == "cloud-user")
    #expect(facts.cloudInitSettings?.dataSources == ["OpenStack"])
    let kernel = try #require(facts.kernels.first)
    #expect(kernel.presence(of: .block) == .module && kernel.presence(of: .scsi) == .initramfs)
    #expect(kernel.presence(of: .nvme) == .builtIn && kernel.presence(of: .ahci) == .missing)
    let properties = PropertyRules(facts).properties
    #expect(properties.value("hw_disk_bus") == "scsi")
    #expect(properties.value("hw_scsi_model") == "virtio-scsi")
    #expect(facts.partitionTable == "mbr" && facts.volumes?.first?.purpose == "Linux")
  }

  @Test func alpine() async throws {
    let disk = try SyntheticDisk("alpine", in: folder)
    try disk.write(
      "etc/os-release", "ID=alpine\nVERSION_ID=3.18.4\nPRETTY_NAME=\"Alpine Linux v3.18\"\n")
    try disk.writeProgram("bin/busybox", machine: 62)
    try disk.write("lib/apk/db/installed", "P:musl\nV:1.2.4-r2\nA:x86_64\n\n")
    try disk.write("usr/sbin/sshd", "")
    try disk.link("etc/runlevels/default/sshd", to: "/etc/init.d/sshd")
    try disk.write("usr/bin/qemu-ga", "")
    try disk.write("boot/vmlinuz-virt", "")
    try disk.write(
      "boot/initramfs-virt", SyntheticDisk.initramfs(["virtio_pci", "virtio_blk"], in: folder))
    try disk.write("lib/modules/6.1.57-0-virt/modules.builtin", "")
    try disk.make(table: "gpt")
    let facts = try await facts(disk.path)
    #expect(facts.system.distribution == "alpinelinux" && facts.system.version == "3.18")
    #expect(facts.packages.map(\.name) == ["musl"])
    #expect(facts.sshServer == .enabled && facts.guestAgent == .disabled)
    #expect(facts.cloudInit == .absent && facts.accessControl == nil)
    #expect(facts.kernels.map(\.release) == ["6.1.57-0-virt"] && facts.supports(.block))
  }

  @Test func suse() async throws {
    let disk = try SyntheticDisk("leap", in: folder)
    try disk.write(
      "etc/os-release",
      "ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\nVERSION_ID=\"15.6\"\n"
        + "PRETTY_NAME=\"openSUSE Leap 15.6\"\n")
    try disk.writeProgram("bin/sh", machine: 62)
    try disk.write("usr/bin/qemu-ga", "")
    try disk.write(
      "usr/lib/udev/rules.d/80-qemu-ga.rules",
      "TAG+=\"systemd\", ENV{SYSTEMD_WANTS}+=\"qemu-ga@%k.service\"")
    try disk.write("usr/sbin/sshd", "")
    let release = "6.4.0-150600.21-default"
    try disk.write("boot/vmlinuz-\(release)", "")
    try disk.write(
      "boot/initrd-\(release)",
      SyntheticDisk.initramfs(["virtio_pci", "virtio_blk"], in: folder))
    try disk.write("lib/modules/\(release)/modules.builtin", "")
    try disk.write("lib/modules/\(release)/modules.dep", "kernel/virtio_net.ko.zst:\n")
    try disk.make(table: "gpt")
    let facts = try await facts(disk.path)
    #expect(facts.system.productName == "openSUSE Leap 15.6" && facts.system.version == "15.6")
    #expect(facts.guestAgent == .enabled && facts.sshServer == .disabled)
    #expect(facts.cloudInit == .absent)
    let kernel = try #require(facts.kernels.first)
    #expect(kernel.presence(of: .block) == .initramfs && kernel.presence(of: .scsi) == .missing)
    #expect(PropertyRules(facts).properties.value("os_distro")?.isEmpty == false)
  }

  /// Nothing is claimed of what cannot be seen.
  @Test func disksWithoutASystem() async throws {
    let empty = folder.path.appending("empty.qcow2")
    try await QemuImage.create(empty, format: .qcow2, size: .gibibytes(1))
    var facts = try await facts(empty, format: "qcow2")
    #expect(facts.system.family == .unknown && facts.guestAgent == .unknown)
    #expect(!facts.boot.bios && !facts.boot.uefi && facts.partitionTable == nil)
    #expect(facts.volumes == [DiskVolume(name: "disk", size: .gibibytes(1), content: "")])
    #expect(facts.remarks == ["no operating system was found on the disk"])
    #expect(PropertyRules(facts).properties.sorted.map(\.name) == ["min_disk"])

    let data = try SyntheticDisk("data", places: [], in: folder)
    try data.write("photos/cat.jpg", "")
    try data.make(table: "gpt")
    facts = try await self.facts(data.path)
    #expect(facts.system.family == .unknown && facts.volumes?.map(\.content) == ["ext4"])
    #expect(facts.guestAgent == .unknown && facts.kernels == [])
    #expect(PropertyRules(facts).properties.sorted.map(\.name) == ["min_disk"])

    let locked = folder.path.appending("locked.img")
    let script = """
      truncate -s 64M "$1"
      printf 'label: gpt\\nstart=2048\\n' | sfdisk -q "$1"
      truncate -s 60M "$1.part"
      echo secret | cryptsetup luksFormat -q --pbkdf pbkdf2 --pbkdf-force-iterations 1000 "$1.part" -
      dd if="$1.part" of="$1" bs=1M seek=1 count=20 conv=notrunc status=none
      """
    let made = try ToolRun("sh", ["-ec", script, "sh", locked.string])
    try #require(made.status == 0, "\(made.output)")
    facts = try await self.facts(locked)
    #expect(facts.system.family == .unknown && facts.volumes?.map(\.content) == ["crypto_LUKS"])
    #expect(facts.remarks?.last?.contains("partition 1 is encrypted with LUKS") == true)
  }
}
