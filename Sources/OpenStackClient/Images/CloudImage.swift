public import BuildFoundation
public import Foundation

/// An image of a cloud, as the Images API v2 shows it.
public struct CloudImage: Sendable, Hashable, Identifiable {
  /// The identifier.
  public let id: String
  /// The name, which need not be unique; empty when there is none.
  public let name: String
  /// `queued`, `saving`, `importing`, `active`, `deactivated`, `killed`, `deleted`.
  public let status: String
  /// `public`, `private`, `shared`, `community`.
  public let visibility: String
  /// The size of the data; nil as long as there is none.
  public let size: ByteCount?
  /// The size of the disk in the data; nil where the service did not look.
  public let virtualSize: ByteCount?
  /// The format of the disk: `qcow2`, `raw`, `vmdk`, `vhd`, `vhdx`, `iso` and more.
  public let diskFormat: String?
  /// What the disk is wrapped in: `bare` for nothing.
  public let containerFormat: String?
  /// The hash of the data, the best one that can be checked here.
  public let hash: ImageHash?
  /// When the image was made.
  public let created: Date
  /// When it was changed last.
  public let updated: Date
  /// Whether lists leave it out.
  public let isHidden: Bool
  /// Whether it cannot be deleted.
  public let isProtected: Bool
  /// The identifier of the project that owns it.
  public let owner: String?
  /// GiB that a flavor's disk must have.
  public let minDisk: Int
  /// MiB that a flavor's memory must have.
  public let minMemory: Int
  /// The tags, in the service's order.
  public let tags: [String]
  /// The stores that have its data; empty where the service has only one, and does not name it.
  public let stores: [String]
  /// The stores that an import is still to fill.
  public let importingStores: [String]
  /// The stores that the last import failed to fill.
  public let failedStores: [String]
  /// All other properties, but those that Glance keeps for itself (`os_glance_…`).
  public let properties: [String: String]

  /// Whether it can be used.
  public var isActive: Bool { status == "active" }
  /// Whether it stands for snapshots of volumes, and has no data of its own.
  public var isVolumeSnapshot: Bool {
    (size?.bytes ?? 0) == 0 && (properties["block_device_mapping"] ?? "[]") != "[]"
  }
}

extension CloudImage {
  private static let ownKeys: Set = [
    "id", "name", "status", "visibility", "size", "virtual_size", "disk_format",
    "container_format", "checksum", "os_hash_algo", "os_hash_value", "created_at", "updated_at",
    "os_hidden", "protected", "owner", "min_disk", "min_ram", "tags", "self", "file", "schema",
    "stores", "locations", "direct_url",
  ]

  /// Whether a property of that name is not one to give as one pleases.
  static func isOwn(_ key: String) -> Bool { ownKeys.contains(key) || key.hasPrefix("os_glance_") }

  /// Reads an image; nil when the document is none.
  init?(_ document: JSONValue) {
    guard case .mapping(let fields) = document, let id = document["id"].text,
      let status = document["status"].text
    else { return nil }
    func bytes(_ key: String) -> ByteCount? {
      document[key].integer.map { ByteCount(bytes: $0) }
    }
    self.id = id
    self.status = status
    name = document["name"].text ?? ""
    visibility = document["visibility"].text ?? ""
    size = bytes("size")
    virtualSize = bytes("virtual_size")
    diskFormat = document["disk_format"].text
    containerFormat = document["container_format"].text
    hash =
      ImageHash(document["os_hash_algo"].text, document["os_hash_value"].text)
      ?? ImageHash("md5", document["checksum"].text)
    created = document["created_at"].text.flatMap(ServiceDate.read) ?? .distantPast
    updated = document["updated_at"].text.flatMap(ServiceDate.read) ?? .distantPast
    isHidden = document["os_hidden"].flag ?? false
    isProtected = document["protected"].flag ?? false
    owner = document["owner"].text
    minDisk = Int(document["min_disk"].integer ?? 0)
    minMemory = Int(document["min_ram"].integer ?? 0)
    tags = document["tags"].list?.compactMap(\.text) ?? []
    func stores(_ key: String) -> [String] {
      document[key].text?.split(separator: ",").map(String.init) ?? []
    }
    self.stores = stores("stores")
    importingStores = stores("os_glance_importing_to_stores")
    failedStores = stores("os_glance_failed_import")
    properties = fields.filter { !Self.isOwn($0.key) }.compactMapValues(\.text)
  }
}
