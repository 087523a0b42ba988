public import SystemPackage

extension Appliance {
  /// What an appliance is started with.
  public struct Options: Sendable {
    /// The disks, in the order of `/dev/sda`, `/dev/sdb` and so on.
    public var drives: [ApplianceDrive]
    /// Whether QEMU may use KVM; without, it emulates.
    public var usesKVM: Bool
    /// Memory in mebibytes.
    public var memory = 1280
    /// Processors.
    public var processors = 2
    /// Whether commands can reach the network.
    public var hasNetwork = false
    /// For the output channel and libguestfs's temporary files; nil: the system's.
    public var temporaryFolder: FilePath?
    /// Virtio ports that end in sockets of this host, which QEMU makes; paths by the ports' names.
    public var socketPorts: [String: FilePath] = [:]
    /// Where libguestfs keeps its appliance between runs; nil: its own default.
    public var cacheFolder: FilePath?
    /// What libguestfs makes the appliance from; nil: its own default.
    public var searchPath: FilePath?
    /// A program of the appliance that finds RAID, LVM and the like, where its start does not.
    public var deviceScan: String?
    /// How long the launch may take.
    public var limit = Duration.seconds(300)
    /// Gets QEMU's process identifier and libguestfs's socket folder while the launch goes on.
    ///
    /// For whoever must clean up after a crash of this process: QEMU is ended by libguestfs's own
    /// guard then, the folder stays. It is nil when it was not found.
    public var onStart: @Sendable (Int32, FilePath?) -> Void = { _, _ in }
    /// Gets the lines of the appliance's console and the library's messages, on any thread.
    public var log: @Sendable (String) -> Void = { _ in }

    /// Makes options.
    public init(drives: [ApplianceDrive], usesKVM: Bool) {
      self.drives = drives
      self.usesKVM = usesKVM
    }
  }
}
