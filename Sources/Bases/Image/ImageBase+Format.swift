import BuildFoundation
import HostKit
public import Recipes
public import StorageDaemon

extension ImageBase.Format {
  private static let rawSuffixes = [".raw", ".img", ".dd"]

  /// QEMU's name of the format.
  public var imageFormat: ImageFormat {
    switch self {
    case .qcow2: .qcow2
    case .raw: .raw
    case .vmdk: .vmdk
    case .vhd: .vpc
    case .vhdx: .vhdx
    }
  }

  /// The format of `content`: the claimed one, which it must have; or what it looks like.
  ///
  /// What looks like nothing is a raw disk only if the recipe or the file's name says so. Throws a
  /// `recipe` error.
  static func of(
    _ content: ImageContent, name: String, claim: FormatClaim
  ) throws -> Self {
    let doing = "reading the image \(name)"
    let found = try detected(in: content, name: name)
    let stripped = Compression.strippedName(name).lowercased()
    guard
      let format = claim.format ?? found
        ?? (rawSuffixes.contains(where: stripped.hasSuffix) ? .raw : nil)
    else {
      throw BuildError(
        .recipe, "\(doing): it is in none of the formats that are known",
        hint: claim.rawHint)
    }
    if format != (found ?? .raw) {
      let looks = found.map { "looks like \($0.rawValue)" } ?? "does not look like that"
      throw BuildError(
        .recipe, "\(doing): \(claim.claimant) says that it is \(format.rawValue), and it \(looks)",
        hint: claim.withdrawal)
    }
    if format == .raw, content.size == 0 || content.size % 512 != 0 {
      throw BuildError(
        .recipe, "\(doing): its size of \(content.size) bytes is not that of a disk",
        hint: "is it whole?")
    }
    return format
  }
}
