public import BuildFoundation
public import ImageProperties
public import Recipes
public import SystemPackage

/// How an image is booted to be verified: on a throwaway overlay.
public struct VerificationBoot: Sendable {
  /// The image, which is not written to.
  public var image: FilePath
  /// QEMU's name of the image's format.
  public var format: String
  /// What Nova would make of the image's properties.
  public var hardware: NovaHardware
  /// Memory and processors of the flavor.
  public var settings: BuilderSettings
  /// The size of the flavor's disk; nil: that of the image.
  public var diskSize: ByteCount?
  /// What the instance is told.
  public var metadata: InstanceMetadata
  /// How it is told.
  public var metadataSource: MetadataSource
  /// How it answers.
  public var contact: GuestContact

  /// Makes a boot.
  public init(
    _ image: FilePath, format: String = "qcow2", hardware: NovaHardware,
    settings: BuilderSettings, diskSize: ByteCount? = nil, metadata: InstanceMetadata,
    from metadataSource: MetadataSource = .configDrive, contact: GuestContact = .agent
  ) {
    self.image = image
    self.format = format
    self.hardware = hardware
    self.settings = settings
    self.diskSize = diskSize
    self.metadata = metadata
    self.metadataSource = metadataSource
    self.contact = contact
  }
}
