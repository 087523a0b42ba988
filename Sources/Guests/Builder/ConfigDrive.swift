import BuildFoundation
import Foundation
import HostKit
import Pipeline
import SystemPackage

/// A config drive, as Nova makes it: an ISO 9660 file system labelled `config-2`.
struct ConfigDrive {
  private let metadata: InstanceMetadata

  init(_ metadata: InstanceMetadata) {
    self.metadata = metadata
  }

  /// Makes the drive's file in `folder`.
  func make(in folder: FilePath) async throws -> FilePath {
    let tree = folder.appending("config-drive")
    let image = folder.appending("config-drive.iso")
    do {
      let latest = tree.appending("openstack").appending("latest")
      try FileManager.default.createDirectory(
        atPath: latest.string, withIntermediateDirectories: true)
      try metaData().write(to: URL(filePath: latest.appending("meta_data.json").string))
      if let data = metadata.userData {
        try Data(data.utf8).write(to: URL(filePath: latest.appending("user_data").string))
      }
    } catch {
      throw BuildError(.host, "making a config drive: \(error.reason)")
    }
    try await ExternalTool.xorriso.check(
      [
        "-as", "mkisofs", "-quiet", "-V", "config-2", "-J", "-r", "-o", image.string, tree.string,
      ], doing: "making a config drive")
    return image
  }

  private func metaData() throws -> Data {
    struct MetaData: Encodable {
      var uuid: String
      var hostname: String
      var name: String
      var launch_index = 0
      var availability_zone = "nova"
      var public_keys: [String: String]?
    }
    return try JSONEncoder().encode(
      MetaData(
        uuid: metadata.instanceID, hostname: metadata.hostName, name: metadata.hostName,
        public_keys: metadata.publicKey.map { ["imgbuild": $0] }))
  }
}
