import BuildFoundation
import CGuestfs
import Foundation

extension Appliance {
  /// Values of a key in a Windows registry file, by their names; those that are not there are left out.
  ///
  /// Nil when the key is not there. Throws `buildFailed` when `hive` cannot be read as one.
  public func registryValues(
    _ names: [String], of key: [String], in hive: String
  ) throws -> [String: RegistryValue]? {
    let doing = "reading the registry in \(hive)"
    try check(doing) { guestfs_hivex_open_argv($0, hive, nil) }
    defer { _ = try? check(doing) { guestfs_hivex_close($0) } }
    var node = try check(doing) { guestfs_hivex_root($0) }
    for name in key {
      let parent = node
      node = try check(doing) { guestfs_hivex_node_get_child($0, parent, name) }
      guard node != 0 else { return nil }
    }
    let found = node
    var values: [String: RegistryValue] = [:]
    for name in names {
      let handle = try check(doing) { guestfs_hivex_node_get_value($0, found, name) }
      guard handle != 0 else { continue }
      var size = 0
      let bytes = try value(doing) { guestfs in
        guestfs_hivex_value_value(guestfs, handle, &size).map { bytes in
          defer { free(bytes) }
          return Array(UnsafeRawBufferPointer(start: bytes, count: size))
        }
      }
      values[name] = RegistryValue(bytes: bytes)
    }
    return values
  }

  /// The path in its own letters of a file that Windows finds in any; nil when there is none.
  public func caseSensitivePath(_ path: String) throws -> String? {
    do {
      return try value("looking for \(path)") {
        guestfs_case_sensitive_path($0, path).map { CStrings.take($0) }
      }
    } catch let error as BuildError where error.code == .buildFailed {
      return nil
    }
  }
}
