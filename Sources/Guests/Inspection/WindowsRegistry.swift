import BuildFoundation
import GuestfsKit

/// What a mounted Windows says of itself in its registry.
struct WindowsRegistry: Sendable {
  private static let software = "/Windows/System32/config/SOFTWARE"
  private static let version = ["Microsoft", "Windows NT", "CurrentVersion"]

  let guest: ApplianceGuest

  /// `CurrentBuild`, `EditionID`, `InstallationType` and `DisplayVersion`, as far as they are there.
  func version() async throws -> [String: String] {
    try await guest.call("the registry to be read") { appliance in
      let hive: String
      do {
        hive = try appliance.caseSensitivePath(Self.software)
      } catch let error as BuildError where error.code == .buildFailed {
        return [:]
      }
      return try appliance.registryTexts(
        ["CurrentBuild", "EditionID", "InstallationType", "DisplayVersion"], of: Self.version,
        in: hive)
    }
  }
}
