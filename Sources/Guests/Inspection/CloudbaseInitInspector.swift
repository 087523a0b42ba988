import Foundation
import GuestfsKit
import ImageProperties

/// Finds Cloudbase-Init, the cloud-init of Windows, in a mounted system.
struct CloudbaseInitInspector: Sendable {
  private static let configuration =
    "/Program Files/Cloudbase Solutions/Cloudbase-Init/conf/cloudbase-init.conf"

  let guest: ApplianceGuest

  /// Whether it is there, and starts with Windows.
  func presence() async throws -> ServicePresence {
    try await WindowsRegistry(guest: guest).presence(ofService: "cloudbase-init")
  }

  /// What it is told to do.
  func settings() async throws -> CloudInitSettings {
    let path = try await guest.call("the configuration to be found") {
      try $0.caseSensitivePath(Self.configuration)
    }
    guard let path, let text = try await guest.text(of: path) else {
      return CloudInitSettings(version: nil, dataSources: nil, defaultUser: nil)
    }
    return Self.settings(text)
  }

  /// Settings in the text of its configuration: `metadata_services` are classes, called here by their last names.
  static func settings(_ text: String) -> CloudInitSettings {
    var values: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      let parts = line.split(separator: "=", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      if parts.count == 2 { values[parts[0]] = parts[1] }
    }
    let services = values["metadata_services"]?.split(separator: ",").compactMap { name in
      name.split(separator: ".").last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
    return CloudInitSettings(version: nil, dataSources: services, defaultUser: values["username"])
  }
}
