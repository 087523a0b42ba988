import BuildFoundation
import GuestfsKit
import ImageProperties

/// Lists partitions and logical volumes of the disk.
struct VolumeInspector: Sendable {
  /// What was found.
  struct Finding: Sendable {
    /// `gpt` or `mbr`; nil where there is none.
    var table: String?
    var volumes: [DiskVolume] = []
    /// The devices of EFI system partitions.
    var systemPartitions: [String] = []
  }

  private static let volumeMember = "LVM2_member"

  let guest: ApplianceGuest

  /// What is on the disk, with where it is mounted now.
  func inspect() async throws -> Finding {
    try await guest.call("the partitions to be listed") { appliance in
      var finding = Finding()
      finding.table = try Self.table(in: appliance)
      let mounts = try appliance.mounted()
      let disk = ApplianceGuest.disk
      guard finding.table != nil else {
        finding.volumes = [
          try Self.volume("disk", on: disk, size: appliance.size(ofDevice: disk), mounts, appliance)
        ]
        return finding
      }
      for partition in try appliance.partitions(of: disk) {
        let device = "\(disk)\(partition.number)"
        let purpose = try PartitionPurpose.of(partition, in: appliance)
        finding.volumes.append(
          try Self.volume(
            "partition \(partition.number)", on: device, size: partition.size,
            purpose: purpose.words,
            mounts, appliance))
        if purpose.isSystemPartition { finding.systemPartitions.append(device) }
      }
      if finding.volumes.contains(where: { $0.content == Self.volumeMember }) {
        for device in try appliance.logicalVolumes() {
          finding.volumes.append(
            try Self.volume(
              "volume \(device.dropFirst("/dev/".count))", on: device,
              size: appliance.size(ofDevice: device), mounts, appliance))
        }
      }
      return finding
    }
  }

  private static func table(in appliance: isolated Appliance) throws -> String? {
    do {
      switch try appliance.partitionTable(of: ApplianceGuest.disk) {
      case "gpt": return "gpt"
      case "msdos": return "mbr"
      // parted's word for a file system on the whole disk, and kinds that no cloud image has.
      default: return nil
      }
    } catch let error as BuildError where error.code == .buildFailed {
      return nil
    }
  }

  private static func volume(
    _ name: String, on device: String, size: ByteCount, purpose: String? = nil,
    _ mounts: [String: String], _ appliance: isolated Appliance
  ) throws -> DiskVolume {
    let found = try appliance.fileSystem(on: device)
    return DiskVolume(
      name: name, size: size, purpose: purpose, content: found.type,
      label: found.label.isEmpty ? nil : found.label, uuid: found.uuid.isEmpty ? nil : found.uuid,
      mountPoint: mounts[device])
  }
}
