public import SystemPackage

/// The domains of a libvirt, as far as a build starts from their disks.
public protocol DomainDisks: Sendable {
  /// Looks at a domain and one of its disks, and changes nothing.
  ///
  /// `connection` is a libvirt URI, nil for the default; `disk` a target such as `vda`, nil for the
  /// first. Throws a `recipe` error, which tells what there is, for a domain or a disk that is not there
  /// or is of a kind that cannot be copied; a `host` error when it cannot be reached or read from here.
  func find(domain: String, disk: String?, on connection: String?) async throws -> FoundDomainDisk

  /// Copies the disk as it is now, with all its layers, into one new qcow2 file at `path`.
  ///
  /// A running domain goes on meanwhile, and is as before when this returns, throws or is cancelled.
  /// Gives what the manifest says about it.
  func copy(
    _ disk: FoundDomainDisk, to path: FilePath, scratch: BuildScratch, report: StepReport
  ) async throws -> [String: String]
}
