import BuildFoundation
import Foundation

extension FirstBootPlan {
  /// What an earlier step has left on the disk; nil for nothing.
  ///
  /// Throws `buildFailed` when it cannot be read.
  public init?(on disk: some WindowsFiles) async throws {
    guard let bytes = try await disk.content(of: Self.record.onDisk(systemRoot: "/Windows")) else {
      return nil
    }
    do {
      self = try JSONDecoder().decode(FirstBootPlan.self, from: Data(bytes))
    } catch {
      throw BuildError(
        .buildFailed, "reading what Windows is to do at its first boot: \(error.reason)",
        hint: "another version of imgbuild may have written it: build the image anew")
    }
  }

  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return Array(try encoder.encode(self))
  }

  /// What is done, in order, in a few words each.
  public var titles: [String] {
    drivers.map { "install the driver \($0.name)" } + installers.map { "install \($0.name)" }
      + settingTitles
      + features.map { "\($0.isWanted ? "enable" : "disable") the feature \($0.name)" }
      + (roles.isEmpty ? [] : ["install \(roles.joined(separator: ", "))"])
      + (updates == nil ? [] : ["install updates"])
      + (cloudbaseInit == nil ? [] : ["install and configure cloudbase-init"])
      + scripts.map { "run \($0.name)" } + (generalizes ? ["generalize it with sysprep"] : [])
  }

  private var settingTitles: [String] {
    var titles: [String] = []
    if let name = settings.computerName { titles.append("name it \(name)") }
    if let zone = settings.timeZone { titles.append("set the time zone to \(zone)") }
    if let locale = settings.locale { titles.append("set the locale to \(locale)") }
    if let keyboard = settings.keyboard { titles.append("set the keyboard to \(keyboard)") }
    if let isLetIn = settings.letsRemoteDesktopIn {
      titles.append("\(isLetIn ? "open" : "close") the firewall for Remote Desktop")
    }
    titles += settings.openPorts.map { "open the port \($0)" }
    return titles + (settings.productKey == nil ? [] : ["install the product key"])
  }
}
