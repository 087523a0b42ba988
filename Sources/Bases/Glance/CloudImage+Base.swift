import BuildFoundation
import OpenStackClient
import Recipes

extension CloudImage {
  /// What `disk_format` may be, and what it means; Glance calls them as qemu-img does, but for vhd.
  static let usableFormats: [String: ImageBase.Format] = [
    "qcow2": .qcow2, "raw": .raw, "vmdk": .vmdk, "vhd": .vhd, "vhdx": .vhdx,
  ]

  /// The format of the image's disk; throws a `recipe` error when no disk can be made from it.
  func formatOfBase() throws -> ImageBase.Format {
    let doing = "reading the image “\(name)” (\(id))"
    guard !isVolumeSnapshot else {
      throw BuildError(
        .recipe, "\(doing): it has no data, it only stands for snapshots of volumes",
        hint: "make an image of the volume: openstack image create --volume VOLUME NAME")
    }
    guard isActive else {
      throw BuildError(.recipe, "\(doing): it is \(status), not active")
    }
    guard let size, size.bytes > 0 else {
      throw BuildError(.recipe, "\(doing): it has no data")
    }
    guard containerFormat == "bare" else {
      throw BuildError(
        .recipe, "\(doing): its container_format is \(containerFormat ?? "not set"), not bare",
        hint: "imgbuild reads disks that are not wrapped in anything")
    }
    guard let format = Self.usableFormats[diskFormat ?? ""] else {
      let known = Self.usableFormats.keys.sorted().joined(separator: ", ")
      throw BuildError(
        .recipe,
        "\(doing): its disk_format is \(diskFormat ?? "not set"), which is none of \(known)")
    }
    guard hash != nil else {
      throw BuildError(
        .recipe, "\(doing): it has neither os_hash_value nor checksum that could be checked",
        hint: "upload it again: Glance computes them")
    }
    return format
  }
}
