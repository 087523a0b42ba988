import BuildFoundation
import LibvirtKit
import SystemPackage

/// Finds a domain and the disk of it that is to be copied, and says clearly why one cannot be.
struct DomainDiskLookup {
  let connection: Connection
  let uri: String

  /// A domain with a disk that can be copied.
  struct Found: Sendable {
    var uri: String
    var domain: Domain
    var disk: AttachedDisk
    var files: DiskFiles
    /// The size that the guest sees.
    var size: ByteCount
    var isRunning: Bool

    /// The file that the domain writes to while its disk is copied.
    ///
    /// Beside the disk's own, where libvirt and its security driver let QEMU work; a block device has no
    /// room beside it.
    func overlay(id: String) throws -> SnapshotOverlay {
      guard case .block = disk.source else { return SnapshotOverlay(beside: files.top, id: id) }
      let name = files.top.lastComponent?.string ?? "disk"
      return SnapshotOverlay(beside: FilePath("/var/lib/libvirt/images").appending(name), id: id)
    }
  }

  func find(_ name: String, _ target: String?) async throws -> Found {
    let domain = try await domain(name)
    let doing = "capturing the domain \(domain.name)"
    let isRunning = try await !domain.state().isStopped
    let disk = try await disk(target, of: domain, doing)
    let path = try await path(of: disk, doing)
    if let overlay = SnapshotOverlay(path) {
      throw overlay.leftover(
        domain: domain.name, disk: disk.target, uri: uri, isRunning: isRunning)
    }
    if let job = disk.job {
      throw BuildError(
        .host, "\(doing): a block job (\(job)) is at work on its disk \(disk.target)",
        hint: "wait until it is done: virsh -c '\(uri)' blockjob '\(domain.name)' \(disk.target)")
    }
    let sizes = try await domain.sizes(ofDisk: disk.target)
    let files = DiskFiles(top: path, format: disk.format)
    try files.checkReadable(doing, remoteHost: connection.remoteHost, physical: sizes.physical)
    return Found(
      uri: uri, domain: domain, disk: disk, files: files, size: sizes.virtual,
      isRunning: isRunning)
  }

  private func domain(_ name: String) async throws -> Domain {
    if let domain = try await connection.find(name) { return domain }
    let names = try await connection.domainNames()
    let hint: String
    if let near = nearestName(to: name, in: names) {
      hint = "did you mean \(near)?"
    } else if names.isEmpty {
      hint = "\(uri) has no domains; is it the right connection?"
    } else {
      let rest = names.count > 10 ? " and \(names.count - 10) more" : ""
      hint = "\(uri) has \(names.prefix(10).joined(separator: ", "))\(rest)"
    }
    throw BuildError(.recipe, "looking for the domain \(name): \(uri) has none", hint: hint)
  }

  private func disk(
    _ target: String?, of domain: Domain, _ doing: String
  ) async throws -> AttachedDisk {
    let all = try await domain.disks().filter { $0.kind == "disk" || $0.kind == "lun" }
    let targets = all.map(\.target).joined(separator: ", ")
    guard let disk = target.map({ name in all.first { $0.target == name } }) ?? all.first else {
      throw BuildError(
        .recipe, "\(doing): it has no disk\(target.map { " \($0)" } ?? "")",
        hint: all.isEmpty ? nil : "its disks are \(targets)")
    }
    guard !disk.isEncrypted else {
      throw BuildError(.recipe, "\(doing): its disk \(disk.target) is encrypted")
    }
    return disk
  }

  private func path(of disk: AttachedDisk, _ doing: String) async throws -> FilePath {
    switch disk.source {
    case .file(let path), .block(let path): return path
    case .volume(let pool, let name): return try await connection.path(ofVolume: name, in: pool)
    case .none: throw BuildError(.recipe, "\(doing): its disk \(disk.target) is an empty drive")
    case .other(let type):
      throw BuildError(
        .recipe, "\(doing): its disk \(disk.target) is of the type \(type)",
        hint: "files, block devices and volumes of pools can be captured; copy it to a file, and "
          + "build on that with `image:`")
    }
  }
}
