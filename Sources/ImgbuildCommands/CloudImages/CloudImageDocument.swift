import BuildFoundation
import Foundation
import OpenStackClient

/// An image of a cloud for programs, with Glance's own names; sizes in bytes.
struct CloudImageDocument: Encodable {
  private enum CodingKeys: String, CodingKey {
    case cloud, id, name, status, visibility, owner, size, hash, tags, stores, properties
    case virtualSize = "virtual_size"
    case diskFormat = "disk_format"
    case containerFormat = "container_format"
    case minDisk = "min_disk"
    case minMemory = "min_ram"
    case isHidden = "os_hidden"
    case isProtected = "protected"
    case created = "created_at"
    case updated = "updated_at"
  }

  let cloud: String
  let id: String
  let name: String
  let status: String
  let visibility: String
  let owner: String?
  let size: Int64?
  let virtualSize: Int64?
  let diskFormat: String?
  let containerFormat: String?
  let hash: String?
  let minDisk: Int
  let minMemory: Int
  let isHidden: Bool
  let isProtected: Bool
  let created: Date
  let updated: Date
  let tags: [String]
  let stores: [String]
  let properties: [String: String]

  init(_ image: CloudImage, of cloud: String) {
    self.cloud = cloud
    id = image.id
    name = image.name
    status = image.status
    visibility = image.visibility
    owner = image.owner
    size = image.size?.bytes
    virtualSize = image.virtualSize?.bytes
    diskFormat = image.diskFormat
    containerFormat = image.containerFormat
    hash = image.hash?.description
    minDisk = image.minDisk
    minMemory = image.minMemory
    isHidden = image.isHidden
    isProtected = image.isProtected
    created = image.created
    updated = image.updated
    tags = image.tags
    stores = image.stores
    properties = image.properties
  }
}
