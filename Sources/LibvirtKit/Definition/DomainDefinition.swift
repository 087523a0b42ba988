public import BuildFoundation
public import SystemPackage

/// The hardware of a domain, as a value; `xml` is what libvirt gets.
public struct DomainDefinition: Sendable, Hashable {
  /// The name of the channel that carries a command's output out of the guest.
  public static let outputChannelName = "org.imgbuild.output.0"
  /// Where a Linux guest finds that channel.
  public static let outputChannelDevice = "/dev/virtio-ports/\(outputChannelName)"

  /// The domain's name, unique on its connection.
  public var name: String
  /// How its processors run.
  public var accelerator: DomainAccelerator
  /// Its memory; libvirt takes whole KiB.
  public var memory: ByteCount
  /// The number of its processors.
  public var processors: Int
  /// Its chipset.
  public var machine = MachineType.pc
  /// What starts its disk.
  public var firmware = FirmwareType.bios
  /// Whether UEFI starts only what is signed with the keys that hosts come with.
  public var hasSecureBoot = false
  /// Its TPM, emulated by swtpm; nil: none.
  public var tpm: DomainTPM?
  /// What its watchdog does; nil: it has none.
  public var watchdog: WatchdogAction?
  /// Where UEFI variables are kept; nil: libvirt's own place below the root.
  public var firmwareVariables: FilePath?
  /// The kernel that is started in place of the disks' own; nil: the firmware chooses.
  public var directKernel: DirectKernel?
  /// Its disks, in the order in which the guest names them.
  public var disks: [DomainDisk] = []
  /// Its network card, on QEMU's user network; nil: none.
  public var network: NetworkModel? = .virtio
  /// The socket of this host that answers what the guest asks 169.254.169.254; nil: nobody is there.
  public var metadataSocket: FilePath?
  /// What its firmware says of the maker of the machine; nil: QEMU's own words.
  public var maker: MachineMaker?
  /// Its graphics card.
  public var video = VideoModel.none
  /// The socket of this host where the screen can be seen, and the keyboard used, by VNC; nil: nowhere.
  public var screenSocket: FilePath?
  /// Whether a Windows is told that it runs in a virtual machine, as Nova tells one (`os_type=windows`).
  ///
  /// KVM only: QEMU's own processors do not have it.
  public var hasHyperV = false
  /// What its clock shows.
  public var clock = GuestClock.utc
  /// Whether it has a virtio random number generator.
  public var hasRandomGenerator = true
  /// The file that gets everything the first serial port prints; appended to.
  public var consoleLog: FilePath?
  /// Whether it has the guest agent's channel.
  public var hasAgentChannel = true
  /// The host's end of the agent's channel; nil: chosen by the embedded driver, or by libvirt.
  public var agentSocket: FilePath?
  /// The file that gets what the guest writes into the output channel; appended to; nil: no channel.
  public var outputFile: FilePath?
  /// Virtio ports that end in sockets of this host, which libvirt makes; paths by the ports' names.
  public var socketPorts: [String: FilePath] = [:]
  /// What a restart of the guest does.
  public var onReboot = RebootAction.restart
  /// The process that must end the domain.
  public var owner: DomainOwner?

  /// A domain with no disk yet.
  public init(
    name: String, accelerator: DomainAccelerator, memory: ByteCount, processors: Int
  ) {
    self.name = name
    self.accelerator = accelerator
    self.memory = memory
    self.processors = processors
  }
}
