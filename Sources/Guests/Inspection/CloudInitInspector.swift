import GuestfsKit
import ImageProperties

/// Finds cloud-init in a mounted system.
struct CloudInitInspector: Sendable {
  let guest: ApplianceGuest

  /// Whether it is there, and starts at boot.
  func presence() async throws -> ServicePresence {
    if try await guest.exists("/etc/cloud/cloud-init.disabled") { return .disabled }
    return try await ServiceInspector(guest: guest).presence(
      programs: ["/usr/bin/cloud-init"],
      units: ["cloud-init.service", "cloud-init-local.service", "cloud-init-main.service"])
  }

  /// What it is told to do.
  func settings(_ packages: [ImageProperties.InstalledPackage]) async throws -> CloudInitSettings {
    var configuration = CloudInitConfiguration()
    let files = ["/etc/cloud/cloud.cfg"] + (try await guest.paths("/etc/cloud/cloud.cfg.d/*.cfg"))
    for file in files {
      guard let text = try await guest.text(of: file) else { continue }
      configuration.merge(text)
    }
    return CloudInitSettings(
      version: packages.first { $0.name == "cloud-init" }?.version,
      dataSources: configuration.dataSources, defaultUser: configuration.defaultUser)
  }
}
