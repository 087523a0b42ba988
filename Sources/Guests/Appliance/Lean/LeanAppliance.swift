import BuildFoundation
import Foundation
import GuestfsKit
import HostKit
import SystemPackage

/// libguestfs's appliance with a first process of imgbuild's own, which leaves out at the start what
/// plain disks do not need.
///
/// Everything else in it is the host's libguestfs: a folder of links to what that makes its appliance
/// of, in which one file is another. libguestfs itself makes the appliance from it, and keeps it up to
/// date with the host's packages (supermin(1)).
struct LeanAppliance: Sendable {
  /// The program that looks for what was left out.
  private static let deviceScan = "/scan-devices"
  private static let parts = "supermin.d"
  private static let firstProcess = "init.tar.gz"
  /// An appliance that no launch has used for so long was made for packages that are gone.
  private static let longestUnused: TimeInterval = 86_400

  /// Where libguestfs finds what it makes the appliance of, and keeps what it made.
  let folder: FilePath

  /// Has a launch use it.
  func apply(to options: inout Appliance.Options) {
    options.searchPath = folder
    options.cacheFolder = folder
    options.deviceScan = Self.deviceScan
  }

  /// The appliance, made below `folder` when it is not there.
  ///
  /// Nil where the user has chosen one by `LIBGUESTFS_PATH`, or libguestfs does not make its appliance
  /// by supermin. Throws a `host` error when the folder cannot be written.
  static func prepare(below folder: FilePath) async throws -> LeanAppliance? {
    guard ProcessInfo.processInfo.environment["LIBGUESTFS_PATH"] == nil,
      let source = Appliance.standardSearchPath.map({ $0.appending(parts) }).first(where: {
        FileManager.default.fileExists(atPath: $0.appending(firstProcess).string)
      })
    else { return nil }
    let doing = "preparing the appliance in \(folder)"
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: source.string).sorted()
      let path = folder.appending(try key(of: names, in: source))
      if !FileManager.default.fileExists(atPath: path.appending(parts).string) {
        try await make(path, of: names, in: source)
        removeUnused(below: folder, except: path)
      }
      return LeanAppliance(folder: path)
    } catch let error as BuildError {
      throw BuildError(error.code, "\(doing): \(error.message)", hint: error.hint, cause: error)
    } catch {
      throw BuildError(.host, "\(doing): \(error.reason)")
    }
  }

  /// Changes with imgbuild's own part, and with the host's libguestfs.
  private static func key(of names: [String], in source: FilePath) throws -> String {
    var text = String(
      decoding: PackageResources.init_sh + PackageResources.scan_devices_sh, as: UTF8.self)
    for name in names {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: source.appending(name).string)
      let date = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      text += "\(source) \(name) \(attributes[.size] as? Int64 ?? 0) \(date)\n"
    }
    return String(Digest.sha256(text).hex.prefix(16))
  }

  /// Makes the folder under another name first: a second process finds all of it, or nothing.
  private static func make(
    _ path: FilePath, of names: [String], in source: FilePath
  ) async throws {
    let manager = FileManager.default
    let partial = FilePath("\(path).\(UUID().uuidString)")
    defer { try? manager.removeItem(atPath: partial.string) }
    let folder = partial.appending(parts)
    try manager.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    for name in names where name != firstProcess {
      try manager.createSymbolicLink(
        atPath: folder.appending(name).string,
        withDestinationPath: source.appending(name).string)
    }
    let programs = [
      ("init", PackageResources.init_sh),
      (String(deviceScan.dropFirst()), PackageResources.scan_devices_sh),
    ]
    for (name, content) in programs {
      try Data(content).write(to: URL(filePath: partial.appending(name).string))
      try manager.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: partial.appending(name).string)
    }
    try await ExternalTool.tar.check(
      ["-czf", folder.appending(firstProcess).string, "-C", partial.string] + programs.map(\.0),
      doing: "packing its first process")
    for (name, _) in programs { try manager.removeItem(atPath: partial.appending(name).string) }
    // Fails where another process was faster, whose folder is the same.
    _ = rename(partial.string, path.string)
  }

  private static func removeUnused(below folder: FilePath, except path: FilePath) {
    let manager = FileManager.default
    for name in (try? manager.contentsOfDirectory(atPath: folder.string)) ?? [] {
      let other = folder.appending(name)
      guard other != path, let last = lastUse(of: other),
        Date.now.timeIntervalSince(last) > longestUnused
      else { continue }
      try? manager.removeItem(atPath: other.string)
    }
  }

  /// libguestfs touches the appliance's files at each launch.
  private static func lastUse(of path: FilePath) -> Date? {
    let files = FileManager.default.enumerator(
      at: URL(filePath: path.string), includingPropertiesForKeys: [.contentModificationDateKey])
    var last: Date?
    while let file = files?.nextObject() as? URL {
      let values = try? file.resourceValues(forKeys: [.contentModificationDateKey])
      if let date = values?.contentModificationDate, date > last ?? .distantPast { last = date }
    }
    return last
  }
}
