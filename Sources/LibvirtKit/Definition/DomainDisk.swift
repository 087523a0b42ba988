public import SystemPackage

/// A disk of a domain.
public struct DomainDisk: Sendable, Hashable {
  /// Where a disk's bytes are.
  public enum Source: Sendable, Hashable {
    /// An NBD export on a Unix socket, as the storage daemon serves it.
    case nbd(socket: FilePath, exportName: String)
    /// A file of the host.
    case file(FilePath, format: Format)
  }

  /// The format of a file, named so that QEMU never guesses: a raw disk's guest could forge a header.
  public enum Format: String, Sendable, Hashable, Codable {
    case raw
    case qcow2
  }

  /// What the guest sees.
  public enum Kind: String, Sendable, Hashable, Codable {
    case disk
    case cdrom
  }

  /// How QEMU uses the host's page cache.
  public enum Cache: String, Sendable, Hashable, Codable {
    /// Flushes are dropped: fast, right for a disk that a crash of the host makes worthless anyway.
    case unsafe
    /// The host's cache is left out.
    case none
    /// Flushes reach the host's disk.
    case writeback
  }

  /// Where the bytes are.
  public var source: Source
  /// Disk or CD-ROM.
  public var kind: Kind
  /// What it hangs on.
  public var bus: DiskBus
  /// Whether the guest may only read it; CD-ROMs always.
  public var readOnly: Bool
  /// How the host's cache is used.
  public var cache: Cache
  /// Whether blocks that the guest trims are given back.
  public var discards: Bool
  /// The serial number that the guest sees, up to 20 characters.
  public var serial: String?
  /// The place in the firmware's boot order, from 1; nil: not booted.
  public var bootOrder: Int?

  /// Makes a disk.
  public init(
    _ source: Source, kind: Kind = .disk, bus: DiskBus = .virtio, readOnly: Bool = false,
    cache: Cache = .unsafe, discards: Bool = true, serial: String? = nil, bootOrder: Int? = nil
  ) {
    self.source = source
    self.kind = kind
    self.bus = bus
    self.readOnly = readOnly
    self.cache = cache
    self.discards = discards
    self.serial = serial
    self.bootOrder = bootOrder
  }
}
