import BuildFoundation
import Foundation
import SystemPackage

extension HostChecks {
  /// What a build of a small image takes at its largest: base, overlays, flattened copy.
  static let enoughRoom = ByteCount.gibibytes(10)
  /// With less, not even the smallest base fits.
  static let leastRoom = ByteCount.gibibytes(3)
  /// The appliance and a builder with 1 GiB each do not run at once, but the page cache helps.
  static let enoughMemory = ByteCount.gibibytes(2)
  /// With less, the appliance does not start.
  static let leastMemory = ByteCount.gibibytes(1)

  /// Whether a folder, or the nearest one above it, has room.
  static func diskSpace(_ name: String, _ folder: FilePath) -> HostCheckRunner {
    HostCheckRunner(name: name, failure: .warning) {
      guard let space = FileSystemSpace(folder) else {
        throw BuildError(.host, "\(folder): its file system does not tell what is free")
      }
      return diskSpace(name, folder, free: space.free)
    }
  }

  static func diskSpace(_ name: String, _ folder: FilePath, free: ByteCount) -> HostCheck {
    let detail = "\(free) free in \(folder)"
    if free >= enoughRoom { return HostCheck(name: name, .ok, detail) }
    return HostCheck(
      name: name, free >= leastRoom ? .warning : .missing,
      "\(detail); builds may need \(enoughRoom)", remedy: "make room on that disk")
  }

  /// Whether the appliance and builders have memory to run in.
  static var memory: HostCheckRunner {
    HostCheckRunner(name: "memory", failure: .warning) { memory(HostMemory.available) }
  }

  static func memory(_ available: ByteCount?) -> HostCheck {
    guard let free = available else {
      return HostCheck(name: "memory", .warning, "/proc/meminfo does not tell what is available")
    }
    if free >= enoughMemory { return HostCheck(name: "memory", .ok, "\(free) available") }
    return HostCheck(
      name: "memory", free >= leastMemory ? .warning : .missing,
      "\(free) available; builds may need \(enoughMemory)",
      remedy: "end other programs, or give this machine more memory")
  }
}
