import BuildFoundation
import GuestfsKit
import ImageProperties
import OsinfoKit

extension SystemInspector {
  /// Programs that every Windows has, to read the architecture from.
  private static let windowsPrograms = [
    "/Windows/System32/cmd.exe", "/Windows/System32/ntoskrnl.exe", "/Windows/explorer.exe",
  ]

  /// What a Windows says of itself in its registry; nil where it does not say enough.
  ///
  /// libguestfs's inspection reads the same, and takes 10 s and more without KVM.
  func windowsFinding() async throws -> Finding? {
    let registry = try await WindowsRegistry(guest: guest).version()
    guard let name = registry["ProductName"], let build = registry["CurrentBuild"],
      let type = registry["InstallationType"]
    else { return nil }
    let version = WindowsRelease.version(
      build: Int(build), isServer: type.hasPrefix("Server"), productName: name)
    let facts = ImageProperties.OperatingSystem(
      // libosinfo's own word for it is `win`; the documentation of OpenStack has the whole.
      family: .windows, distribution: "windows", version: version, productName: name,
      edition: registry["EditionID"], build: build)
    let database = try? await OsinfoDatabase.load("win")
    var memory: MinimumMemory?
    for identifier in WindowsRelease.osinfoIDs(of: version) where memory == nil {
      guard let entry = await database?.find(shortID: identifier), let least = entry.minimumRAM
      else { continue }
      memory = MinimumMemory(size: least, source: entry.name ?? name)
    }
    return Finding(
      facts: facts, architecture: try await windowsArchitecture(), minimumMemory: memory)
  }

  private func windowsArchitecture() async throws -> String {
    for path in Self.windowsPrograms {
      let head = try await guest.call("reading \(path)") { appliance -> [UInt8]? in
        guard let found = try appliance.caseSensitivePath(path), try appliance.isFile(found) else {
          return nil
        }
        return try appliance.head(of: found, count: PEHeader.size)
      }
      if let name = head.flatMap(PEHeader.init)?.architecture { return name }
    }
    return ""
  }
}
