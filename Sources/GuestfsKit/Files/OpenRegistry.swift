/// The registry file that an appliance has open; it can have one.
struct OpenRegistry {
  /// Its path in the mounted system.
  let path: String
  /// Whether it was opened to be changed.
  let isWritable: Bool
}
