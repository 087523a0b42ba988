import BuildFoundation
import Foundation
import ImageProperties
import TerminalUI
import Testing
import Yams

@testable import ImgbuildCommands

@Suite("What inspect found")
struct InspectionReportTests {
  private static var facts: DiskFacts {
    var facts = DiskFacts(
      system: .init(
        family: .linux, distribution: "debian", version: "12",
        productName: "Debian GNU/Linux 12 (bookworm)"),
      architecture: "x86_64", virtualSize: .gibibytes(2),
      boot: BootSupport(
        bios: false, uefi: true, programs: [EFIProgram(path: "EFI/BOOT/BOOTX64.EFI", issuers: [])]),
      kernels: [
        Kernel(
          release: "6.1.0-40-cloud-amd64",
          drivers: [.block: .initramfs, .network: .module, .nvme: .builtIn])
      ], guestAgent: .disabled, cloudInit: .enabled, minimumMemory: nil,
      packages: [.init(name: "adduser", version: "3.134", architecture: "all")],
      remarks: ["something is not certain"])
    facts.cloudInitSettings = CloudInitSettings(
      version: "22.4", dataSources: ["OpenStack", "None"], defaultUser: "debian")
    facts.partitionTable = "gpt"
    facts.volumes = [
      DiskVolume(
        name: "partition 1", size: .gibibytes(1), purpose: "Linux", content: "ext4", label: "root",
        mountPoint: "/")
    ]
    facts.residue = [ResidualIdentity(kind: .hostKey, path: "/etc/ssh/ssh_host_rsa_key")]
    return facts
  }

  private static func document(_ facts: DiskFacts) -> InspectionDocument {
    let image = InspectionDocument.Image(
      file: "web.qcow2", format: "qcow2", size: .mebibytes(200), virtualSize: .gibibytes(2))
    return InspectionDocument(image, facts: facts, profile: .openStack)
  }

  private static func lines(_ facts: DiskFacts, explains: Bool = false) -> [String] {
    let style = TerminalStyle(isTerminal: false, environment: [:])
    return InspectionReport(document: document(facts), width: 100, style: style)
      .lines(explains: explains)
  }

  @Test("facts come with what keeps the image from being more")
  func facts() {
    let lines = Self.lines(Self.facts)
    #expect(lines.first == "web.qcow2  qcow2, 200 MiB, 2 GiB virtual")
    #expect(lines.contains("  starts with    UEFI"))
    #expect(
      lines.contains("  Secure Boot    no: the EFI program EFI/BOOT/BOOTX64.EFI is not signed"))
    #expect(lines.contains("  cloud-init     22.4, enabled; looks for OpenStack, None"))
    #expect(lines.contains("  default login  debian"))
    #expect(lines.contains("  guest agent    disabled"))
    #expect(lines.contains("  remark         something is not certain"))
    #expect(lines.contains("  ssh-host-key: /etc/ssh/ssh_host_rsa_key"))
    #expect(lines.contains("partition 1  1 GiB  Linux  ext4     root   /"))
    #expect(lines.contains("  hw_firmware_type=uefi"))
    #expect(lines.allSatisfy { $0.displayWidth <= 100 })
  }

  @Test("of a disk without a known system nothing is claimed")
  func unknown() {
    var facts = DiskFacts(
      system: .init(family: .unknown, distribution: "", version: "", productName: ""),
      architecture: "", virtualSize: .gibibytes(2), boot: BootSupport(bios: false, uefi: false),
      kernels: [], guestAgent: .unknown, cloudInit: .unknown, minimumMemory: nil, packages: [])
    facts.volumes = []
    let lines = Self.lines(facts)
    #expect(lines.contains("  system       unknown"))
    #expect(!lines.contains { $0.contains("guest agent") || $0.contains("packages") })
    #expect(lines.last == "  min_disk=2")
  }

  @Test("explain gives each property the fact, the rule and OpenStack's own words for it")
  func explanation() throws {
    let lines = Self.lines(Self.facts, explains: true)
    let start = try #require(lines.firstIndex(of: "hw_disk_bus=virtio"))
    #expect(
      Array(lines[(start + 1)...(start + 4)]) == [
        "  because  virtio_blk is there (initramfs) in kernel 6.1.0-40-cloud-amd64",
        "  rule     virtio, when every kernel has virtio_blk before it mounts the root file system, or",
        "           Windows starts with viostor",
        "  source   nova/virt/libvirt/blockinfo.py, get_disk_bus_for_device_type",
      ])
    #expect(lines.contains("left out, because it would be true only:"))
    #expect(lines.contains { $0.hasPrefix("  - hw_qemu_guest_agent=yes, when") })
    #expect(lines.allSatisfy { $0.displayWidth <= 100 })
  }

  @Test("JSON and YAML say the same")
  func structured() throws {
    let document = Self.document(Self.facts)
    let json = try StructuredOutput.json.text(document)
    let yaml = try StructuredOutput.yaml.text(document)
    let fromJSON = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? NSDictionary
    let fromYAML = try Yams.load(yaml: yaml) as? [String: Any]
    #expect(try NSDictionary(dictionary: #require(fromYAML)) == #require(fromJSON))
    #expect(json.contains(#""virtualSize" : 2147483648"#))
  }
}
