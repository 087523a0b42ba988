import BuildFoundation
import Foundation
import Pipeline

extension InstanceMetadata {
  /// The files that Nova makes of it, the same on a config drive and in its metadata service, by their paths.
  func files(doing: String) throws -> [String: Data] {
    struct MetaData: Encodable {
      var uuid: String
      var hostname: String
      var name: String
      var launch_index = 0
      var availability_zone = "nova"
      var public_keys: [String: String]?
    }
    let data = MetaData(
      uuid: instanceID, hostname: hostName, name: hostName,
      public_keys: publicKey.map { ["imgbuild": $0] })
    do {
      var files = ["openstack/latest/meta_data.json": try JSONEncoder().encode(data)]
      if let userData { files["openstack/latest/user_data"] = Data(userData.utf8) }
      return files
    } catch {
      throw BuildError(.defect, "\(doing): \(error.reason)")
    }
  }
}
