import BuildFoundation
import GuestfsKit
import WindowsSetup

/// The registry of a mounted Windows, whose files were looked at before.
struct ApplianceRegistry: RegistryReader {
  private let guest: ApplianceGuest
  private let paths: [RegistryHive: String]

  /// Throws `buildFailed`, with what mends it, when a hive is missing or broken.
  init(_ guest: ApplianceGuest) async throws {
    self.guest = guest
    var paths: [RegistryHive: String] = [:]
    for hive in RegistryHive.allCases { paths[hive] = try await Self.find(hive, in: guest) }
    self.paths = paths
  }

  /// The path of a hive in the letters of the disk.
  func path(of hive: RegistryHive) throws -> String {
    guard let path = paths[hive] else {
      throw BuildError(.defect, "reading the registry of Windows: \(hive.rawValue) was not found")
    }
    return path
  }

  func values(of key: RegistryKey, in hive: RegistryHive) async throws -> RegistryValues? {
    let path = try path(of: hive)
    return try await guest.call("the registry to be read") { appliance in
      try appliance.registryValues(of: key.names, in: path).map { values in
        RegistryValues(values.mapValues { RegistryData(type: $0.type, bytes: $0.bytes) })
      }
    }
  }

  private static func find(_ hive: RegistryHive, in guest: ApplianceGuest) async throws -> String {
    let found = try await guest.call("the registry to be found") {
      appliance -> (path: String, head: [UInt8], size: Int64)? in
      guard let path = try appliance.caseSensitivePath(hive.path), try appliance.isFile(path) else {
        return nil
      }
      let head = try appliance.head(of: path, count: RegistryFileHeader.size)
      return (path, head, try appliance.status(of: path).size)
    }
    let doing = "reading the registry of Windows"
    guard let found else {
      throw BuildError(
        .buildFailed, "\(doing): there is no \(hive.path)",
        hint: "this is for Windows only: does the disk hold one?")
    }
    if let fault = RegistryFileHeader(found.head).fault(fileSize: found.size) {
      throw BuildError(
        .buildFailed, "\(doing): \(found.path) cannot be used: \(fault)",
        hint: "let Windows start and shut down where the image was made, or take the image anew")
    }
    return found.path
  }
}
