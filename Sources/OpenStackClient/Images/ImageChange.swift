/// One change of an image, as `application/openstack-images-v2.1-json-patch` has it.
///
/// Several are made together or not at all; see
/// https://specs.openstack.org/openstack/glance-specs/specs/api/v2/http-patch-image-api-v2.html.
public struct ImageChange: Sendable, Hashable {
  /// What is done with a value.
  enum Operation: String, Sendable {
    /// Sets it, whether it is there or not.
    case add
    /// Sets one that must be there.
    case replace
    /// Takes one away that must be there.
    case remove
  }

  let operation: Operation
  let key: String
  let value: JSONValue?

  private init(_ operation: Operation, _ key: String, _ value: JSONValue?) {
    self.operation = operation
    self.key = key
    self.value = value
  }

  /// Names it.
  public static func name(_ name: String) -> Self { Self(.replace, "name", .text(name)) }
  /// Decides who sees it.
  public static func visibility(_ visibility: ImageVisibility) -> Self {
    Self(.replace, "visibility", .text(visibility.rawValue))
  }
  /// Decides whether lists leave it out.
  public static func hidden(_ isHidden: Bool) -> Self {
    Self(.replace, "os_hidden", .flag(isHidden))
  }
  /// Decides whether it can be deleted.
  public static func protected(_ isProtected: Bool) -> Self {
    Self(.replace, "protected", .flag(isProtected))
  }
  /// Gives it these tags in place of those it has.
  public static func tags(_ tags: [String]) -> Self {
    Self(.replace, "tags", .list(tags.map { .text($0) }))
  }
  /// Sets the GiB that a flavor's disk must have.
  public static func minDisk(_ gibibytes: Int) -> Self {
    Self(.replace, "min_disk", .integer(Int64(gibibytes)))
  }
  /// Sets the MiB that a flavor's memory must have.
  public static func minMemory(_ mebibytes: Int) -> Self {
    Self(.replace, "min_ram", .integer(Int64(mebibytes)))
  }
  /// Sets a property, whether it is there or not.
  public static func property(_ name: String, _ value: String) -> Self {
    Self(.add, name, .text(value))
  }
  /// Sets a property that is there; Glance answers 409 when it is not.
  public static func replace(_ property: String, with value: String) -> Self {
    Self(.replace, property, .text(value))
  }
  /// Takes away a property that is there; Glance answers 409 when it is not.
  public static func remove(_ property: String) -> Self { Self(.remove, property, nil) }

  /// Whether the image is the same when this is done twice.
  var isRepeatable: Bool { operation != .remove }

  var document: JSONValue {
    // RFC 6901: the two characters that mean something in a path.
    let path = key.replacing("~", with: "~0").replacing("/", with: "~1")
    var fields: [String: JSONValue] = ["op": .text(operation.rawValue), "path": .text("/\(path)")]
    fields["value"] = value
    return .mapping(fields)
  }
}
