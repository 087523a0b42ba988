import BuildFoundation
import CGuestfs

extension Appliance {
  /// Texts in a key of a Windows registry file, by their names; those that are not there are left out,
  /// all of them where the key is not there.
  ///
  /// Throws `buildFailed` when `hive` cannot be read as one.
  public func registryTexts(
    _ names: [String], of key: [String], in hive: String
  ) throws -> [String: String] {
    let doing = "reading the registry in \(hive)"
    try check(doing) { guestfs_hivex_open_argv($0, hive, nil) }
    defer { _ = try? check(doing) { guestfs_hivex_close($0) } }
    var node = try check(doing) { guestfs_hivex_root($0) }
    for name in key {
      let parent = node
      node = try check(doing) { guestfs_hivex_node_get_child($0, parent, name) }
      guard node != 0 else { return [:] }
    }
    let found = node
    var texts: [String: String] = [:]
    for name in names {
      let text = try check(doing) { guestfs_hivex_node_get_value($0, found, name) }
      guard text != 0 else { continue }
      texts[name] = try value(doing) {
        guestfs_hivex_value_string($0, text).map { CStrings.take($0) }
      }
    }
    return texts
  }

  /// The path in its own letters of a file that Windows finds in any; throws when there is none.
  public func caseSensitivePath(_ path: String) throws -> String {
    try value("looking for \(path)") {
      guestfs_case_sensitive_path($0, path).map { CStrings.take($0) }
    }
  }
}
