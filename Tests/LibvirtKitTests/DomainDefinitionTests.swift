import BuildFoundation
import Foundation
import SystemPackage
import Testing

@testable import LibvirtKit

struct DomainDefinitionTests {
  private func definition() -> DomainDefinition {
    DomainDefinition(
      name: "builder", accelerator: .tcg, memory: .mebibytes(512), processors: 2)
  }

  @Test func rendersTheWholeDomain() {
    var domain = definition()
    domain.disks = [
      DomainDisk(
        .nbd(socket: "/run/b/nbd.sock", exportName: "disk"), serial: "root", bootOrder: 1),
      DomainDisk(.file("/b/seed.img", format: .raw), readOnly: true, discards: false),
    ]
    domain.consoleLog = "/b/console.log"
    domain.outputFile = "/b/output"
    domain.owner = DomainOwner(processID: 42, startTime: 7, build: "b1", host: "h")
    #expect(
      domain.xml == """
        <domain type='qemu'>
          <name>builder</name>
          <memory unit='KiB'>524288</memory>
          <vcpu>2</vcpu>
          <metadata>
            <imgbuild:owner xmlns:imgbuild='urn:imgbuild:owner' pid='42' start='7' build='b1' host='h'/>
          </metadata>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
          </os>
          <features>
            <acpi/>
            <apic/>
          </features>
          <cpu mode='maximum' check='none'/>
          <clock offset='utc'/>
          <on_poweroff>destroy</on_poweroff>
          <on_reboot>restart</on_reboot>
          <on_crash>destroy</on_crash>
          <devices>
            <disk type='network' device='disk'>
              <driver name='qemu' type='raw' cache='unsafe' discard='unmap'/>
              <source protocol='nbd' name='disk'>
                <host transport='unix' socket='/run/b/nbd.sock'/>
              </source>
              <target dev='vda' bus='virtio'/>
              <serial>root</serial>
              <boot order='1'/>
            </disk>
            <disk type='file' device='disk'>
              <driver name='qemu' type='raw' cache='unsafe'/>
              <source file='/b/seed.img'/>
              <target dev='vdb' bus='virtio'/>
              <readonly/>
            </disk>
            <controller type='usb' model='none'/>
            <interface type='user'>
              <model type='virtio'/>
            </interface>
            <serial type='file'>
              <source path='/b/console.log' append='on'/>
              <target port='0'/>
            </serial>
            <channel type='unix'>
              <target type='virtio' name='org.qemu.guest_agent.0'/>
            </channel>
            <channel type='file'>
              <source path='/b/output' append='on'/>
              <target type='virtio' name='org.imgbuild.output.0'/>
            </channel>
            <video>
              <model type='none'/>
            </video>
            <rng model='virtio'>
              <backend model='random'>/dev/urandom</backend>
            </rng>
            <memballoon model='none'/>
          </devices>
        </domain>

        """)
  }

  @Test func acceleratorDecidesTypeAndProcessor() {
    var domain = definition()
    #expect(domain.xml.contains("<domain type='qemu'>"))
    #expect(domain.xml.contains("<cpu mode='maximum'"))
    domain.accelerator = .kvm
    #expect(domain.xml.contains("<domain type='kvm'>"))
    #expect(domain.xml.contains("<cpu mode='host-passthrough'"))
  }

  @Test func firmwareIsChosenWithoutSecureBoot() {
    var domain = definition()
    domain.firmware = .uefi
    domain.firmwareVariables = "/b/vars.fd"
    #expect(domain.xml.contains("<os firmware='efi'>"))
    #expect(domain.xml.contains("<feature enabled='no' name='secure-boot'/>"))
    #expect(domain.xml.contains("<nvram>/b/vars.fd</nvram>"))
    domain.firmware = .bios
    #expect(!domain.xml.contains("nvram") && !domain.xml.contains("efi"))
  }

  @Test func secureBootAndATPMAreAskedFor() {
    var domain = definition()
    domain.firmware = .uefi
    domain.machine = .q35
    #expect(!domain.xml.contains("secure='yes'") && !domain.xml.contains("<smm"))
    domain.hasSecureBoot = true
    domain.tpm = DomainTPM(.crb, .version20)
    domain.watchdog = .reset
    for part in [
      "<feature enabled='yes' name='secure-boot'/>",
      "<feature enabled='yes' name='enrolled-keys'/>",
      "<loader secure='yes'/>", "<smm state='on'/>", "<tpm model='tpm-crb'>",
      "<backend type='emulator' version='2.0'/>", "<watchdog model='i6300esb' action='reset'/>",
    ] {
      #expect(domain.xml.contains(part), "\(part)")
    }
  }

  @Test func aScreenCanBeSeenThroughASocket() {
    var domain = definition()
    #expect(!domain.xml.contains("graphics"))
    domain.screenSocket = "/b/vnc"
    #expect(
      domain.xml.contains(
        """
            <graphics type='vnc'>
              <listen type='socket' socket='/b/vnc'/>
            </graphics>
        """))
  }

  /// QEMU's own processors do not have what Windows is told with KVM.
  @Test func windowsIsToldOfTheMachineWithKVMOnly() {
    var domain = definition()
    domain.hasHyperV = true
    #expect(!domain.xml.contains("hyperv"))
    domain.accelerator = .kvm
    for part in [
      "<hyperv>", "<relaxed state='on'/>", "<spinlocks state='on' retries='8191'/>",
      "<timer name='hypervclock' present='yes'/>", "<timer name='hpet' present='no'/>",
    ] {
      #expect(domain.xml.contains(part), "\(part)")
    }
  }

  @Test func drivesAreNamedAsLibvirtDoes() {
    var domain = definition()
    domain.disks = [
      DomainDisk(.file("/a", format: .raw), bus: .virtio),
      DomainDisk(.file("/b", format: .raw), kind: .cdrom, bus: .sata),
      DomainDisk(.file("/c", format: .raw), bus: .scsi),
      DomainDisk(.file("/d", format: .raw), kind: .cdrom, bus: .ide),
    ]
    #expect(domain.diskTargets == ["vda", "sda", "sdb", "hda"])
  }

  @Test func aMetadataServiceTakesTheNetworkCard() {
    var domain = definition()
    #expect(!domain.xml.contains("qemu:") && !domain.xml.contains("smbios"))
    domain.maker = .nova
    domain.network = .e1000
    domain.metadataSocket = "/a,b/socket"
    for part in [
      "<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>",
      "<qemu:arg value='socket,id=metadata,path=/a,,b/socket'/>",
      "<qemu:arg value='e1000,netdev=metadata-network,addr=0x1e'/>", "<smbios mode='sysinfo'/>",
      "<entry name='product'>OpenStack Nova</entry>",
    ] {
      #expect(domain.xml.contains(part), "\(part)")
    }
    #expect(!domain.xml.contains("<interface"))
    domain.network = nil
    #expect(!domain.xml.contains("qemu:"))
  }

  @Test(arguments: FirmwareType.allCases) func aKernelCanBeStarted(firmware: FirmwareType) {
    var domain = definition()
    #expect(!domain.xml.contains("<kernel>"))
    domain.firmware = firmware
    domain.directKernel = DirectKernel("/k", initrd: "/i", commandLine: "a=\"<1>\" b")
    #expect(
      domain.xml.contains(
        """
            <kernel>/k</kernel>
            <initrd>/i</initrd>
            <cmdline>a=&quot;&lt;1&gt;&quot; b</cmdline>

        """))
  }

  @Test func agentSocketCanBeChosen() {
    var domain = definition()
    #expect(!domain.xml.contains("mode='bind'"))
    domain.agentSocket = "/r/b.agent"
    #expect(domain.xml.contains("<source mode='bind' path='/r/b.agent'/>"))
    domain.hasAgentChannel = false
    #expect(!domain.xml.contains("agent"))
  }

  @Test func portsCanEndInSockets() {
    var domain = definition()
    let before = domain.xml
    domain.socketPorts = ["org.b": "/r/b", "org.a": "/r/a&b"]
    let ports = """
          <channel type='unix'>
            <source mode='bind' path='/r/a&amp;b'/>
            <target type='virtio' name='org.a'/>
          </channel>
          <channel type='unix'>
            <source mode='bind' path='/r/b'/>
            <target type='virtio' name='org.b'/>
          </channel>

      """
    #expect(domain.xml.contains(ports))
    // Nothing else changes.
    #expect(domain.xml.replacing(ports, with: "") == before)
  }

  @Test func disksAreNumberedPerPrefix() {
    var domain = definition()
    domain.disks = [DiskBus.virtio, .scsi, .virtio, .sata, .scsi].map {
      DomainDisk(.file("/d", format: .qcow2), bus: $0)
    }
    let targets = domain.xml.matches(of: /target dev='(\w+)' bus='(\w+)'/).map {
      "\($0.1) \($0.2)"
    }
    #expect(targets == ["vda virtio", "sda scsi", "vdb virtio", "sdb sata", "sdc scsi"])
    #expect(domain.xml.contains("<controller type='scsi' index='0' model='virtio-scsi'/>"))
  }

  @Test(arguments: [(0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba")])
  func namesDisksAsTheKernelDoes(index: Int, letters: String) {
    #expect(DomainDefinition.letters(index) == letters)
  }

  @Test(arguments: [
    ("a<b>&'\"c", "a&lt;b&gt;&amp;&apos;&quot;c"), ("größe 名", "größe 名"), ("a\u{1}b", "a?b"),
    ("a\nb", "a&#10;b"),
  ])
  func escapes(text: String, escaped: String) {
    #expect(MarkupElement.escaped(text) == escaped)
    var domain = definition()
    domain.disks = [DomainDisk(.file(FilePath("/\(text)"), format: .raw))]
    #expect(domain.xml.contains("<source file='/\(escaped)'/>"))
  }

  @Test func ownerSurvivesMetadata() throws {
    let owner = DomainOwner(processID: 12, startTime: 99, build: "a<'&\"b &amp; c")
    #expect(DomainOwner(metadata: owner.element.rendered()) == owner)
    let requoted = #"<x:owner xmlns:x="urn:imgbuild:owner" pid="3" start="4" build="it's"/>"#
    let read = try #require(DomainOwner(metadata: requoted))
    #expect(read == DomainOwner(processID: 3, startTime: 4, build: "it's", host: ""))
    #expect(!read.isOfThisHost)
    #expect(DomainOwner(metadata: "<x/>") == nil)
  }

  @Test func ownerKnowsWhetherItLives() {
    let owner = DomainOwner.current(build: "b")
    #expect(owner.isAlive)
    var reused = owner
    reused.startTime += 1
    #expect(!reused.isAlive)
    #expect(!DomainOwner(processID: Int32.max, startTime: 1, build: "b").isAlive)
  }
}
