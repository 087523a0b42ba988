/// The names of traits, as far as they can be known without asking a cloud.
enum TraitName {
  /// The namespaces of os-traits, and that of a cloud's own traits.
  static let namespaces = ["COMPUTE_", "CUSTOM_", "HW_", "MISC_", "OWNER_", "STORAGE_"]

  /// Whether a trait can have that name: Placement takes upper case letters, digits and `_`.
  static func isKnown(_ name: String) -> Bool {
    name.utf8.count <= 255 && namespaces.contains { name.hasPrefix($0) && name.count > $0.count }
      && name.utf8.allSatisfy { byte in
        (65...90).contains(byte) || (48...57).contains(byte) || byte == 95
      }
  }
}
