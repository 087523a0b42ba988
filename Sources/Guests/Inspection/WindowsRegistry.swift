import Foundation
import GuestfsKit
import ImageProperties
import WindowsSetup

/// What a mounted Windows says of itself in its registry.
struct WindowsRegistry: Sendable {
  private static let config = "/Windows/System32/config"
  private static let version = ["Microsoft", "Windows NT", "CurrentVersion"]

  let guest: ApplianceGuest

  /// `ProductName`, `CurrentBuild`, `EditionID`, `InstallationType` and `DisplayVersion`, as far as they are there.
  func version() async throws -> [String: String] {
    let names = ["ProductName", "CurrentBuild", "EditionID", "InstallationType", "DisplayVersion"]
    return try await guest.call("the registry to be read") { appliance in
      guard let hive = try appliance.caseSensitivePath("\(Self.config)/SOFTWARE") else {
        return [:]
      }
      let values = try appliance.registryValues(names, of: Self.version, in: hive)
      return (values ?? [:]).mapValues(\.text)
    }
  }

  /// Whether a service is there with its program, and starts with Windows.
  func presence(ofService name: String) async throws -> ServicePresence {
    try await guest.call("the registry to be read") { appliance in
      guard let hive = try appliance.caseSensitivePath("\(Self.config)/SYSTEM"),
        let select = try appliance.registryValues(["Current"], of: ["Select"], in: hive),
        let current = select["Current"]?.number
      else { return .unknown }
      let set = WindowsInstallation.controlSet(current)
      let service = try appliance.registryValues(
        ["Start", "ImagePath"], of: [set, "Services", name], in: hive)
      guard let service, let command = service["ImagePath"]?.text,
        let program = Self.program(of: command),
        try appliance.caseSensitivePath(program) != nil
      else { return .absent }
      // 0 and 1 are for drivers, 2 starts by itself, 3 on demand, 4 never.
      return (service["Start"]?.number ?? 4) <= 2 ? .enabled : .disabled
    }
  }

  /// The path of the program that a service runs, on the disk that holds Windows; nil where it is on another.
  static func program(of command: String) -> String? {
    var path = command
    if path.hasPrefix("\"") {
      path = String(path.dropFirst().prefix { $0 != "\"" })
    } else if let end = path.range(of: ".exe", options: .caseInsensitive)?.upperBound {
      path = String(path[..<end])
    }
    path = path.replacing("\\", with: "/")
    for prefix in ["C:/", "%SystemDrive%/"] where path.lowercased().hasPrefix(prefix.lowercased()) {
      return "/" + path.dropFirst(prefix.count)
    }
    for prefix in ["%SystemRoot%/", "%windir%/"]
    where path.lowercased().hasPrefix(prefix.lowercased()) {
      return "/Windows/" + path.dropFirst(prefix.count)
    }
    return nil
  }
}
