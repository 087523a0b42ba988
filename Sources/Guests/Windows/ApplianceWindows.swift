import BuildFoundation
import GuestfsKit
import SystemPackage
import WindowsSetup

/// The Windows on a disk that is mounted in the appliance.
struct ApplianceWindows: WindowsDisk {
  /// So few that they are done well within a call's limit, without KVM too.
  private static let removedAtOnce = 50

  let guest: ApplianceGuest

  func withRegistry<Result: Sendable>(
    _ body: @Sendable (any RegistryReader) async throws -> Result
  ) async throws -> Result {
    do {
      let result = try await body(try await registry())
      await close()
      return result
    } catch {
      await close()
      throw error
    }
  }

  @discardableResult
  func change(_ changes: [RegistryChange]) async throws -> Int {
    let registry = try await registry()
    var count = 0
    for hive in RegistryHive.allCases {
      let own = changes.filter { $0.hive == hive }
      guard !own.isEmpty else { continue }
      let path = try registry.path(of: hive)
      count += try await guest.call(
        "the registry to be changed", limit: ApplianceGuest.longLimit
      ) { appliance in
        try appliance.changeRegistry(path) { appliance in
          let needed = try own.filter { try Self.make($0, in: appliance, path) }.count
          return (needed, needed > 0)
        }
      }
    }
    return count
  }

  func exists(_ path: String) async throws -> Bool {
    try await guest.call("looking for \(path)") { appliance in
      guard let found = try appliance.caseSensitivePath(path) else { return false }
      // Of the last name the library asks only for its letters.
      return try appliance.exists(found)
    }
  }

  func names(in folder: String) async throws -> [String] {
    try await guest.call("listing \(folder)") { appliance in
      guard let found = try appliance.caseSensitivePath(folder), try appliance.isFolder(found)
      else {
        return []
      }
      return try appliance.list(found)
    }
  }

  func content(of path: String) async throws -> [UInt8]? {
    try await guest.call("reading \(path)") { appliance in
      guard let found = try appliance.caseSensitivePath(path), try appliance.isFile(found) else {
        return nil
      }
      return try appliance.read(found)
    }
  }

  @discardableResult
  func write(_ path: String, _ content: [UInt8]) async throws -> Bool {
    try await guest.call("writing \(path)", limit: ApplianceGuest.longLimit) { appliance in
      let place = try Self.place(of: path, in: appliance)
      if try appliance.isFile(place), try appliance.read(place) == content { return false }
      let folder = place.split(separator: "/").dropLast().joined(separator: "/")
      try appliance.makeFolder("/\(folder)")
      try appliance.write(place, content)
      return true
    }
  }

  func upload(_ file: FilePath, to path: String) async throws {
    try await guest.call("copying \(file)", limit: ApplianceGuest.longLimit) { appliance in
      let place = try Self.place(of: path, in: appliance)
      let folder = place.split(separator: "/").dropLast().joined(separator: "/")
      try appliance.makeFolder("/\(folder)")
      try appliance.upload(file, to: place)
    }
  }

  func remove(_ path: String) async throws {
    try await guest.call("removing \(path)", limit: ApplianceGuest.longLimit) { appliance in
      if let found = try appliance.caseSensitivePath(path) { try appliance.removeTree(found) }
    }
  }

  func remove(_ names: [String], in folder: String) async throws {
    // Each look for the letters of a path reads all its folders, of which System32 has thousands of files.
    for start in stride(from: 0, to: names.count, by: Self.removedAtOnce) {
      let some = names[start...].prefix(Self.removedAtOnce)
      try await guest.call("removing files of \(folder)", limit: ApplianceGuest.longLimit) {
        appliance in
        guard let found = try appliance.caseSensitivePath(folder) else { return }
        for name in some {
          let path = found == "/" ? "/\(name)" : "\(found)/\(name)"
          // A program is started for a tree, and none for a file.
          if try appliance.isFile(path) {
            try appliance.remove(path)
          } else {
            try appliance.removeTree(path)
          }
        }
      }
    }
  }

  func freeSpace() async throws -> ByteCount {
    try await guest.call("the free space to be found") { try $0.space(of: "/").available }
  }

  /// A path in the letters of what is there, as far as it is.
  private static func place(of path: String, in appliance: isolated Appliance) throws -> String {
    var missing: [Substring] = []
    var parts = path.split(separator: "/")
    while !parts.isEmpty {
      let folder = "/" + parts.joined(separator: "/")
      if let found = try appliance.caseSensitivePath(folder), try appliance.exists(found) {
        return missing.isEmpty ? found : "\(found)/\(missing.joined(separator: "/"))"
      }
      missing.insert(parts.removeLast(), at: 0)
    }
    return path
  }

  private static func make(
    _ change: RegistryChange, in appliance: isolated Appliance, _ hive: String
  ) throws -> Bool {
    let key = change.key.names
    switch change.action {
    case .set(let values):
      let wanted = values.mapValues { RegistryValue(type: $0.type, bytes: $0.bytes) }
      return try !appliance.setRegistryValues(wanted, of: key, in: hive).isEmpty
    case .deleteValues(let names):
      return try appliance.deleteRegistryValues(names, of: key, in: hive)
    case .deleteKey: return try appliance.deleteRegistryKey(key, in: hive)
    }
  }

  private func registry() async throws -> ApplianceRegistry { try await ApplianceRegistry(guest) }

  private func close() async {
    _ = try? await guest.call("the registry to be closed") { $0.closeRegistry() }
  }
}
