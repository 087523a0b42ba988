import BuildFoundation
import GuestfsKit
import ImageProperties
import OsinfoKit
import Pipeline
import WindowsSetup

/// Names the system of a mounted disk in libosinfo's words.
struct SystemInspector: Sendable {
  /// What a disk holds, beside what is on it.
  struct Finding {
    var facts: ImageProperties.OperatingSystem
    /// As libguestfs names it; empty when unknown.
    var architecture: String
    var minimumMemory: MinimumMemory?
    /// What could not be known for certain.
    var remark: String?
  }

  /// Releases that are looked back for a minimum when the host's database lacks the newest.
  private static let lookBack = 4
  /// Where libosinfo's `distro` is another word than `ID` of os-release.
  private static let distributions = [
    "alpine": "alpinelinux", "arch": "archlinux", "opensuse-leap": "opensuse",
    "opensuse-tumbleweed": "opensuse",
  ]
  /// Programs that every system has one of, to read the architecture from.
  private static let programs = ["/bin/sh", "/bin/bash", "/bin/busybox", "/usr/bin/env"]

  let guest: ApplianceGuest

  /// Looks at the mounted files; what tells nothing of itself in os-release is inspected by libguestfs.
  func inspect() async throws -> Finding {
    for path in OSRelease.paths where try await guest.exists(path) {
      let text = String(decoding: try await guest.read(path), as: UTF8.self)
      let release = OSRelease(lines: text.split(separator: "\n"))
      guard let name = release["ID"], !name.isEmpty else { continue }
      return try await finding(name, release)
    }
    if try await guest.windows.exists(RegistryHive.software.path),
      let finding = try await windowsFinding()
    {
      return finding
    }
    return try await inspectByLibrary()
  }

  private func finding(_ name: String, _ release: OSRelease) async throws -> Finding {
    // Without the database the minimum memory stays unknown: no reason to lose a finished build.
    let distribution = Self.distributions[name] ?? name
    let database = try? await OsinfoDatabase.load(distribution)
    // Point releases are updates of the same system: Alpine 3.18.4 is 3.18.
    let version = (release["VERSION_ID"] ?? "").split(separator: ".").prefix(2)
      .joined(separator: ".")
    let entry = await database?.find(distro: distribution, version: version)
    // What imgbuild itself knows stands in for a database that is older than the system.
    let known =
      entry == nil ? SystemRelease.find(distribution: distribution, version: version) : nil
    let facts = ImageProperties.OperatingSystem(
      family: .linux, distribution: entry?.distro ?? distribution,
      version: entry?.version ?? known?.version(of: version) ?? version,
      productName: release["PRETTY_NAME"] ?? release["NAME"] ?? name,
      edition: release["VARIANT_ID"], build: release["BUILD_ID"])
    return Finding(
      facts: facts, architecture: try await architecture(),
      minimumMemory: await minimum(entry, known, facts, in: database),
      remark: known.map {
        "this host's osinfo-db does not know \($0.name): its least memory is from imgbuild's own "
          + "list; a newer osinfo-db may know better"
      })
  }

  private func inspectByLibrary() async throws -> Finding {
    let found = try await guest.call(
      "the disk to be inspected", limit: ApplianceGuest.longLimit
    ) {
      // Inspection mounts and unmounts on its own.
      try $0.unmountAll()
      let found = try $0.inspectSingle()
      try $0.mount(found)
      return found
    }
    let isWindows = found.type == "windows"
    let database = try? await OsinfoDatabase.load(isWindows ? "win" : found.distribution)
    var entry: OsinfoSystem?
    if let identifier = found.osinfo { entry = await database?.find(shortID: identifier) }
    let registry = isWindows ? try await WindowsRegistry(guest: guest).version() : [:]
    let name = found.productName ?? "an unknown system"
    let facts = ImageProperties.OperatingSystem(
      family: .init(rawValue: found.type ?? "") ?? .unknown,
      // libosinfo's own word for it is `win`; the documentation of OpenStack has the whole.
      distribution: isWindows ? "windows" : entry?.distro ?? found.distribution ?? "",
      version: isWindows
        ? WindowsRelease.version(
          build: registry["CurrentBuild"].flatMap { Int($0) },
          isServer: (registry["InstallationType"] ?? found.productVariant ?? "").hasPrefix(
            "Server"),
          productName: name)
        : entry?.version ?? Self.version(of: found),
      productName: name, edition: registry["EditionID"], build: registry["CurrentBuild"])
    return Finding(
      facts: facts, architecture: found.architecture ?? "",
      minimumMemory: await minimum(entry, nil, facts, in: database))
  }

  private static func version(of found: GuestfsKit.OperatingSystem) -> String {
    found.majorVersion > 0 ? "\(found.majorVersion).\(found.minorVersion)" : ""
  }

  private func architecture() async throws -> String {
    for path in Self.programs where try await guest.exists(path) {
      let head = try await guest.call("reading \(path)") { try $0.head(of: path, count: 20) }
      if let name = ELFHeader(head)?.architecture { return name }
    }
    return ""
  }

  private func minimum(
    _ entry: OsinfoSystem?, _ known: SystemRelease?, _ facts: ImageProperties.OperatingSystem,
    in database: OsinfoDatabase?
  ) async -> MinimumMemory? {
    if let memory = entry?.minimumRAM {
      return MinimumMemory(size: memory, source: entry?.name ?? facts.productName)
    }
    if let known {
      return MinimumMemory(size: known.minimumMemory, source: "the release before \(known.name)")
    }
    guard let database, let major = Int(facts.version.prefix { $0 != "." }), major > 0 else {
      return nil
    }
    for older in stride(from: major - 1, to: max(0, major - 1 - Self.lookBack), by: -1) {
      guard
        let entry = await database.find(distro: facts.distribution, version: "\(older)"),
        let memory = entry.minimumRAM
      else { continue }
      let name = entry.name ?? "\(facts.distribution) \(older)"
      return MinimumMemory(size: memory, source: "\(name), the newest release in its database")
    }
    return nil
  }
}
