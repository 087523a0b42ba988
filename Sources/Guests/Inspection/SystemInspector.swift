import BuildFoundation
import GuestfsKit
import ImageProperties
import OsinfoKit
import Pipeline

/// Names the system of a mounted disk in libosinfo's words.
struct SystemInspector: Sendable {
  /// Releases that are looked back for a minimum when the host's database lacks the newest.
  private static let lookBack = 4

  let guest: ApplianceGuest

  func inspect(
    _ found: GuestfsKit.OperatingSystem
  ) async throws -> (facts: ImageProperties.OperatingSystem, minimumMemory: MinimumMemory?) {
    // Without the database the minimum memory stays unknown: no reason to lose a finished build.
    let database = try? await OsinfoDatabase.load()
    var entry: OsinfoSystem?
    if let identifier = found.osinfo { entry = await database?.find(shortID: identifier) }
    let facts = ImageProperties.OperatingSystem(
      family: .init(rawValue: found.type ?? "") ?? .unknown,
      distribution: entry?.distro ?? found.distribution ?? "",
      version: entry?.version ?? Self.version(of: found),
      productName: try await productName() ?? found.productName ?? "an unknown system")
    return (facts, await minimum(entry, facts, in: database))
  }

  /// The version as libosinfo would have it: Ubuntu's with the month, Debian's without point release.
  static func version(of found: GuestfsKit.OperatingSystem) -> String {
    guard found.majorVersion > 0 else { return "" }
    switch found.distribution {
    case "ubuntu":
      let month = found.minorVersion < 10 ? "0\(found.minorVersion)" : "\(found.minorVersion)"
      return "\(found.majorVersion).\(month)"
    case "debian", "fedora": return "\(found.majorVersion)"
    default: return "\(found.majorVersion).\(found.minorVersion)"
    }
  }

  /// libguestfs names Debian by its bare version; the disk itself knows its full name.
  private func productName() async throws -> String? {
    guard try await guest.exists("/etc/os-release") else { return nil }
    let text = String(decoding: try await guest.read("/etc/os-release"), as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
    return line.map { $0.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" } }
  }

  private func minimum(
    _ entry: OsinfoSystem?, _ facts: ImageProperties.OperatingSystem, in database: OsinfoDatabase?
  ) async -> MinimumMemory? {
    if let memory = entry?.minimumRAM {
      return MinimumMemory(size: memory, source: entry?.name ?? facts.productName)
    }
    guard let database, let major = Int(facts.version.prefix { $0 != "." }), major > 0 else {
      return nil
    }
    for older in stride(from: major - 1, to: max(0, major - 1 - Self.lookBack), by: -1) {
      guard
        let known = await database.find(distro: facts.distribution, version: "\(older)"),
        let memory = known.minimumRAM
      else { continue }
      let name = known.name ?? "\(facts.distribution) \(older)"
      return MinimumMemory(size: memory, source: "\(name), the newest release in its database")
    }
    return nil
  }
}
