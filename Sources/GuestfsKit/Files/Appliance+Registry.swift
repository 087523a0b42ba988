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
    try openRegistry(hive)
    defer { closeRegistry() }
    guard let node = try node(of: key, in: hive) else { return nil }
    var values: [String: RegistryValue] = [:]
    for name in names {
      let handle = try check(Self.reading(hive)) { guestfs_hivex_node_get_value($0, node, name) }
      guard handle != 0 else { continue }
      values[name] = try value(handle, in: hive)
    }
    return values
  }

  /// All values of a key in a Windows registry file, by their names; nil when the key is not there.
  ///
  /// The file stays open until another is, or `closeRegistry`: to open one takes as long as many calls.
  public func registryValues(of key: [String], in hive: String) throws -> [String: RegistryValue]? {
    try openRegistry(hive)
    guard let node = try node(of: key, in: hive) else { return nil }
    return try values(of: node, in: hive)
  }

  /// Closes the registry file that is open, if one is: what was changed and not committed is lost.
  ///
  /// To be done before its file system is unmounted.
  public func closeRegistry() {
    guard let open = registry else { return }
    registry = nil
    _ = try? check(Self.reading(open.path)) { guestfs_hivex_close($0) }
  }

  /// Runs `body`, which changes a registry file, and writes the file if `body` says that it did.
  ///
  /// Throws `buildFailed` when `hive` cannot be read or written; the file is as it was then, unless the disk
  /// was full.
  public func changeRegistry<Result>(
    _ hive: String, _ body: (isolated Appliance) throws -> (result: Result, hasChanged: Bool)
  ) throws -> Result {
    try openRegistry(hive, isWritable: true)
    defer { closeRegistry() }
    let (result, hasChanged) = try body(self)
    if hasChanged {
      try check("writing the registry in \(hive)") { guestfs_hivex_commit($0, nil) }
    }
    return result
  }

  /// Sets values of a key, which is made where it is not there; gives the names of those that were not so before.
  ///
  /// Within `changeRegistry`.
  public func setRegistryValues(
    _ wanted: [String: RegistryValue], of key: [String], in hive: String
  ) throws -> [String] {
    let doing = "changing the registry in \(hive)"
    let (target, isNew) = try makeNode(key, in: hive)
    var changed: [String] = isNew ? [""] : []
    let present = isNew ? [:] : try values(of: target, in: hive)
    for (name, value) in wanted.sorted(by: { $0.key < $1.key }) {
      // Names are found in any case.
      let old = present.first { $0.key.lowercased() == name.lowercased() }
      guard old?.value != value else { continue }
      // An empty array has no address, and the call wants one.
      let bytes = value.bytes.isEmpty ? [0] : value.bytes
      try check(doing) { handle in
        bytes.withUnsafeBytes { buffer in
          buffer.withMemoryRebound(to: CChar.self) {
            guestfs_hivex_node_set_value(
              handle, target, old?.key ?? name, Int64(value.type), $0.baseAddress,
              value.bytes.count)
          }
        }
      }
      changed.append(name)
    }
    return changed
  }

  /// Takes values of a key without keys below it away; gives whether any was there.
  ///
  /// Within `changeRegistry`.
  public func deleteRegistryValues(
    _ names: [String], of key: [String], in hive: String
  ) throws -> Bool {
    guard let node = try node(of: key, in: hive) else { return false }
    let unwanted = Set(names.map { $0.lowercased() })
    let present = try values(of: node, in: hive)
    let kept = present.filter { !unwanted.contains($0.key.lowercased()) }
    guard kept.count < present.count else { return false }
    // The library cannot take a single value away, only the key with all of them.
    let doing = "changing the registry in \(hive)"
    let below = try value(doing) { guestfs in
      guestfs_hivex_node_children(guestfs, node).map { list in
        defer { guestfs_free_hivex_node_list(list) }
        return list.pointee.len
      }
    }
    guard below == 0 else {
      throw BuildError(
        .buildFailed,
        "\(doing): there are keys below \(key.joined(separator: "\\")), so no value can go")
    }
    try check(doing) { guestfs_hivex_node_delete_child($0, node) }
    registry?.nodes = [:]
    _ = try setRegistryValues(kept, of: key, in: hive)
    return true
  }

  /// Takes a key away with all below it; gives whether it was there.
  ///
  /// Within `changeRegistry`.
  public func deleteRegistryKey(_ key: [String], in hive: String) throws -> Bool {
    guard !key.isEmpty, let node = try node(of: key, in: hive) else { return false }
    try check("changing the registry in \(hive)") { guestfs_hivex_node_delete_child($0, node) }
    registry?.nodes = [:]
    return true
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

  private static func reading(_ hive: String) -> String { "reading the registry in \(hive)" }

  private func openRegistry(_ hive: String, isWritable: Bool = false) throws {
    if let registry, registry.path == hive, registry.isWritable == isWritable { return }
    closeRegistry()
    // `write` is the third of the optional arguments.
    var options = guestfs_hivex_open_argv()
    options.bitmask = isWritable ? 1 << 2 : 0
    options.write = isWritable ? 1 : 0
    try check(Self.reading(hive)) { guestfs_hivex_open_argv($0, hive, &options) }
    registry = OpenRegistry(path: hive, isWritable: isWritable)
  }

  /// The handle of a key, which is made where it is not there, and whether it was.
  private func makeNode(_ key: [String], in hive: String) throws -> (node: Int64, isNew: Bool) {
    if let found = try node(of: key, in: hive) { return (found, false) }
    let parent = try makeNode(Array(key.dropLast()), in: hive).node
    let name = key.last ?? ""
    let node = try check("changing the registry in \(hive)") {
      guestfs_hivex_node_add_child($0, parent, name)
    }
    registry?.nodes[key] = node
    return (node, true)
  }

  /// The handle of a key; nil when it is not there.
  private func node(of key: [String], in hive: String) throws -> Int64? {
    if key.isEmpty { return try check(Self.reading(hive)) { guestfs_hivex_root($0) } }
    if let known = registry?.nodes[key] { return known }
    guard let parent = try node(of: Array(key.dropLast()), in: hive), let name = key.last else {
      return nil
    }
    let node = try check(Self.reading(hive)) { guestfs_hivex_node_get_child($0, parent, name) }
    guard node != 0 else { return nil }
    registry?.nodes[key] = node
    return node
  }

  private func values(of node: Int64, in hive: String) throws -> [String: RegistryValue] {
    let handles = try value(Self.reading(hive)) { guestfs in
      guestfs_hivex_node_values(guestfs, node).map { list in
        defer { guestfs_free_hivex_value_list(list) }
        return (0..<Int(list.pointee.len)).map { list.pointee.val[$0].hivex_value_h }
      }
    }
    var values: [String: RegistryValue] = [:]
    for handle in handles {
      let name = try value(Self.reading(hive)) {
        guestfs_hivex_value_key($0, handle).map { CStrings.take($0) }
      }
      values[name] = try value(handle, in: hive)
    }
    return values
  }

  private func value(_ handle: Int64, in hive: String) throws -> RegistryValue {
    let type = try check(Self.reading(hive)) { guestfs_hivex_value_type($0, handle) }
    var size = 0
    let bytes = try value(Self.reading(hive)) { guestfs in
      guestfs_hivex_value_value(guestfs, handle, &size).map { bytes in
        defer { free(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: size))
      }
    }
    return RegistryValue(type: UInt32(truncatingIfNeeded: type), bytes: bytes)
  }
}
