public import SystemPackage

/// A disk of a domain, as the domain's definition has it.
public struct AttachedDisk: Sendable, Hashable {
  /// Where a disk's bytes are.
  public enum Source: Sendable, Hashable {
    /// A file.
    case file(FilePath)
    /// A block device.
    case block(FilePath)
    /// A volume of a storage pool.
    case volume(pool: String, name: String)
    /// Somewhere else; libvirt's word for it, such as `network`.
    case other(String)
    /// Nowhere: an empty drive.
    case none
  }

  /// What the guest sees: `disk`, `cdrom`, `floppy` or `lun`.
  public var kind: String
  /// The name by which libvirt knows it, such as `vda`.
  public var target: String
  /// Where its topmost layer is.
  public var source: Source
  /// The format of the topmost layer, by QEMU's name; `raw` where the definition does not say, as
  /// libvirt takes it.
  public var format: String
  /// Whether it is encrypted.
  public var isEncrypted: Bool
  /// The block job that works on it, such as `active-commit`; nil for none.
  public var job: String?
  /// Whether that job is ready to be pivoted.
  public var isJobReady: Bool

  init(kind: String) {
    self.kind = kind
    target = ""
    source = .none
    format = "raw"
    isEncrypted = false
    isJobReady = false
  }
}
