public import BuildFoundation
public import SystemPackage

/// The file that a running domain writes to while its disk is copied.
///
/// Its name says what it is: when imgbuild is killed meanwhile the domain goes on writing to it, and whoever
/// comes next must be able to tell.
public struct SnapshotOverlay: Sendable, Hashable {
  private static let mark = ".imgbuild-"

  /// The file.
  public let path: FilePath

  /// An overlay beside the file `disk`, which libvirt's QEMU can reach, too; `id` is unique to the
  /// build.
  public init(beside disk: FilePath, id: String) {
    path = FilePath("\(disk)\(Self.mark)\(id)")
  }

  /// The overlay that `path` is; nil for any other file.
  public init?(_ path: FilePath) {
    guard let name = path.lastComponent?.string, let mark = name.firstRange(of: Self.mark),
      mark.lowerBound > name.startIndex, !name[mark.upperBound...].contains(".")
    else { return nil }
    self.path = path
  }

  /// What to do by hand to bring a domain back from the overlay.
  public func remedy(domain: String, disk: String, uri: String, isRunning: Bool) -> String {
    let virsh = "virsh -c '\(uri)'"
    let start = isRunning ? "" : "\(virsh) start '\(domain)' && "
    return "the domain's disk goes back to its own file with: \(start)\(virsh) blockcommit "
      + "'\(domain)' \(disk) --active --shallow --pivot --wait && rm '\(path)'"
  }

  /// The error for a domain that still writes to the overlay.
  public func leftover(domain: String, disk: String, uri: String, isRunning: Bool) -> BuildError {
    BuildError(
      .host,
      "capturing the domain \(domain): its disk \(disk) is on \(path), which another capture made: one "
        + "that was killed, or that still runs",
      hint: remedy(domain: domain, disk: disk, uri: uri, isRunning: isRunning))
  }
}
