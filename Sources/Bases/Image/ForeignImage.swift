import BuildFoundation
public import Recipes
public import StorageDaemon
public import SystemPackage

/// An image that nobody vouches for, found to be whole and to name no other files.
public struct ForeignImage: Sendable {
  /// The file.
  public let path: FilePath
  /// Its format.
  public let format: ImageBase.Format
  /// What its header says.
  public let info: ImageInfo
  /// Whether it is the image of a CD or DVD, ISO 9660, which the format alone does not tell.
  public let isDisc: Bool

  /// Checks a file, which messages call `name`.
  ///
  /// Nothing but this process opens it before it is known to name no other files. Throws a `recipe`
  /// error for what is no image, not of the claimed format, damaged, or could read this host's files.
  public init(_ path: FilePath, name: String, claim: FormatClaim) async throws {
    let content = try ImageContent(path)
    let format = try ImageBase.Format.of(content, name: name, claim: claim)
    try ImageReferences(content, name: name).refuse(format)
    self.path = path
    self.format = format
    isDisc = try format == .raw && content.starts(with: "CD001", at: 0x8001)
    info = try await QemuImage.info(path, format: format.imageFormat)
    // Not reached unless QEMU learns a new way to name other files.
    if let other = info.backingFile {
      throw BuildError(.recipe, "reading the image \(name): it has a backing file, \(other)")
    }
    if format == .qcow2, let damage = try await QemuImage.damage(in: path) {
      throw BuildError(
        .recipe, "reading the image \(name): it is damaged, or was cut: \(damage)",
        hint: "fetch or copy it again, and compare its digest with the published one")
    }
  }

  /// QEMU's name of the format.
  public var qemuFormat: ImageFormat { format.imageFormat }

  /// Glance's `disk_format`.
  public var diskFormat: String { isDisc ? "iso" : format.rawValue }
}
