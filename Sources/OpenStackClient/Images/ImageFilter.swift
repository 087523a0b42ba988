/// Which images a list is to have; what is nil or empty does not matter.
public struct ImageFilter: Sendable, Hashable {
  /// The exact name.
  public var name: String?
  /// The status, such as `active`.
  public var status: String?
  /// Properties and their exact values.
  public var properties: [String: String]
  /// Tags, all of which an image must have.
  public var tags: [String]
  /// Whether hidden images are wanted, in place of those that are not.
  public var isHidden: Bool

  /// Makes a filter.
  public init(
    name: String? = nil, status: String? = nil, properties: [String: String] = [:],
    tags: [String] = [], isHidden: Bool = false
  ) {
    self.name = name
    self.status = status
    self.properties = properties
    self.tags = tags
    self.isHidden = isHidden
  }

  /// The filter as a query, sorted so that it is the same every time.
  var query: [(name: String, value: String)] {
    var query: [(name: String, value: String)] = []
    if let name { query.append(("name", Self.literal(name))) }
    if let status { query.append(("status", status)) }
    query += properties.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    query += tags.map { ("tag", $0) }
    if isHidden { query.append(("os_hidden", "true")) }
    return query
  }

  /// Glance takes what stands before a colon for an operator; `eq:` makes the rest a value again.
  private static func literal(_ name: String) -> String { name.contains(":") ? "eq:\(name)" : name }

  /// Whether an image is one of those wanted: services differ in what filters they heed.
  func accepts(_ image: CloudImage) -> Bool {
    (name == nil || image.name == name) && (status == nil || image.status == status)
      && image.isHidden == isHidden && Set(tags).isSubset(of: image.tags)
      && properties.allSatisfy { image.value(of: $0.key) == $0.value }
  }
}

extension CloudImage {
  /// The value that a filter of that name compares with.
  fileprivate func value(of key: String) -> String? {
    switch key {
    case "visibility": visibility
    case "owner": owner
    case "disk_format": diskFormat
    case "container_format": containerFormat
    case "id": id
    default: properties[key]
    }
  }
}
