import BuildFoundation
import Foundation
public import LibvirtKit
public import Pipeline
import StorageDaemon
public import SystemPackage

/// The disks of the domains of this host's libvirt.
public struct LibvirtDomains: DomainDisks {
  /// Opens a libvirt URI.
  public typealias Opening = @Sendable (_ uri: String) async throws -> Connection

  private let opening: Opening

  /// Domains on the connections that `opening` opens.
  public init(_ opening: @escaping Opening = { try await Connection.open($0) }) {
    self.opening = opening
  }

  /// What libvirt's own tools connect to when they are told nothing.
  static var defaultURI: String {
    let named = ProcessInfo.processInfo.environment["LIBVIRT_DEFAULT_URI"] ?? ""
    if !named.isEmpty { return named }
    return geteuid() == 0 ? "qemu:///system" : "qemu:///session"
  }

  public func find(
    domain: String, disk: String?, on connection: String?
  ) async throws -> FoundDomainDisk {
    let found = try await look(domain, disk, on: connection ?? Self.defaultURI)
    return FoundDomainDisk(
      connection: found.uri, domain: found.domain.name, uuid: found.domain.uuid,
      target: found.disk.target, size: found.size,
      state: found.isRunning ? nil : try await found.files.state())
  }

  public func copy(
    _ disk: FoundDomainDisk, to path: FilePath, scratch: BuildScratch, report: StepReport
  ) async throws -> [String: String] {
    let found = try await look(disk.uuid, disk.target, on: disk.connection)
    var inputs = [
      "domain": "\(found.domain.name) (\(found.domain.uuid)) on \(found.uri)",
      "disk": "\(found.disk.target): \(found.files.top)",
    ]
    if found.isRunning {
      guard disk.state == nil else { throw Self.changed(disk, "it was started") }
      let unfrozen = try await copyRunning(found, to: path, scratch, report)
      inputs["state"] = unfrozen.map { "running, not frozen: \($0)" } ?? "running, frozen"
    } else {
      if try await found.domain.hasSavedMemory() {
        report.warning(
          "the memory of the domain \(disk.domain) was saved when it stopped: its disk is as after a "
            + "power cut")
      }
      try await convert(found, to: path, scratch, report)
      // A domain that was running when the build was planned may have stopped since.
      if let state = disk.state, try await found.files.state() != state {
        try? FileManager.default.removeItem(atPath: path.string)
        throw Self.changed(disk, "its disk was written to")
      }
      inputs["state"] = "shut off"
    }
    return inputs
  }

  /// Copies the disk of a running domain; why its file systems were not frozen, if they were not.
  private func copyRunning(
    _ found: DomainDiskLookup.Found, to path: FilePath, _ scratch: BuildScratch,
    _ report: StepReport
  ) async throws -> String? {
    let overlay = try found.overlay(id: scratch.id)
    try Self.checkFolder(of: overlay, found.domain.name)
    return try await found.domain.withStillDisk(
      found.disk.target, overlay: overlay, uri: found.uri,
      progress: { report.progress($0, fraction: $1) }
    ) { still in
      if let reason = still.unfrozen {
        report.warning(
          "the file systems of the domain \(found.domain.name) could not be frozen (\(reason)): its "
            + "disk is copied as after a power cut")
      }
      try await convert(found, to: path, scratch, report)
      return still.unfrozen
    }
  }

  private func convert(
    _ found: DomainDiskLookup.Found, to path: FilePath, _ scratch: BuildScratch,
    _ report: StepReport
  ) async throws {
    report.progress("copying", fraction: 0)
    try await QemuImage.convert(
      .image(found.files.top, format: found.disk.format), to: path, format: .qcow2,
      onStart: { scratch.onProcess("qemu-img", $0) },
      onProgress: { report.progress("copying", fraction: $0) })
  }

  /// Before the snapshot: its file is made by libvirt, and removed by us.
  private static func checkFolder(of overlay: SnapshotOverlay, _ domain: String) throws {
    let folder = overlay.path.removingLastComponent()
    guard access(folder.string, W_OK) != 0 else { return }
    throw BuildError(
      .host,
      "capturing the domain \(domain): it runs, and the file for a snapshot of its disk cannot be "
        + "made and removed in \(folder) (\(Errno(rawValue: errno)))",
      hint: "build as a user who may write there, such as root, or shut the domain down")
  }

  private static func changed(_ disk: FoundDomainDisk, _ what: String) -> BuildError {
    BuildError(
      .buildFailed, "capturing the domain \(disk.domain): \(what) after the build was planned",
      hint: "run the build again")
  }

  private func look(
    _ domain: String, _ disk: String?, on uri: String
  ) async throws -> DomainDiskLookup.Found {
    try await DomainDiskLookup(connection: try await opening(uri), uri: uri).find(domain, disk)
  }
}
