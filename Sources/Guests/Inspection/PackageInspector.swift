import BuildFoundation
import GuestfsKit
import ImageProperties
import Pipeline
import Synchronization

/// Lists the packages of a mounted system, from the package manager's own database.
struct PackageInspector: Sendable {
  /// dpkg's status file has a few mebibytes on a desktop.
  private static let longestDatabase: Int64 = 128 << 20

  let guest: ApplianceGuest

  /// The packages, sorted by name; empty where no known database is there.
  func packages() async throws -> [ImageProperties.InstalledPackage] {
    try await unsorted().sorted { ($0.name, $0.architecture) < ($1.name, $1.architecture) }
  }

  private func unsorted() async throws -> [ImageProperties.InstalledPackage] {
    if let text = try await database("/var/lib/dpkg/status") { return PackageList.dpkg(text) }
    if let text = try await database("/lib/apk/db/installed") { return PackageList.apk(text) }
    for folder in ["/var/lib/rpm", "/usr/lib/sysimage/rpm"] {
      if try await guest.exists(folder) { return try await rpm() }
    }
    return []
  }

  private func database(_ path: String) async throws -> String? {
    guard try await guest.exists(path) else { return nil }
    let bytes = try await guest.call("the packages to be listed", limit: ApplianceGuest.longLimit) {
      try $0.read(path, limit: Self.longestDatabase)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Three kinds of databases, of which the guest's own program knows its own.
  private func rpm() async throws -> [ImageProperties.InstalledPackage] {
    let lines = Mutex<[String]>([])
    let status = try await guest.run(
      GuestCommand(["rpm", "-qa", "--qf", PackageList.rpmFormat], limit: ApplianceGuest.longLimit)
    ) { line in
      lines.withLock { $0.append(line) }
    }
    return status == 0 ? PackageList.rpm(lines.withLock { $0 }) : []
  }
}
