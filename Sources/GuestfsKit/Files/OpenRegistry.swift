/// The registry file that an appliance has open; it can have one.
struct OpenRegistry {
  /// Its path in the mounted system.
  let path: String
  /// Whether it was opened to be changed.
  let isWritable: Bool
  /// Keys that were found, by their paths: to look for one takes a call for each name.
  var nodes: [[String]: Int64] = [:]
}
