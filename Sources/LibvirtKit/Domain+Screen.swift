public import BuildFoundation
import CLibvirt
import Foundation
public import SystemPackage

extension Domain {
  /// Writes what the guest's screen shows into a PNG file; false where it has none, or QEMU cannot.
  public func takeScreenshot(to file: FilePath) -> Bool {
    // QEMU's own format is PPM; PNG came with version 7.1.
    let reply = try? monitor("screendump \(file) -f png", doing: "taking a screenshot of \(name)")
    return reply?.isEmpty == true
  }

  /// Presses a key of the guest's keyboard for a twentieth of a second, and lets it go.
  ///
  /// Throws `BuildError` when the domain is gone.
  public func press(_ key: GuestKey) throws {
    var codes = [key.rawValue]
    let set = UInt32(VIR_KEYCODE_SET_LINUX.rawValue)
    guard virDomainSendKey(handle.pointer, set, 50, &codes, Int32(codes.count), 0) == 0 else {
      throw explain(LibvirtError.last(), doing: "pressing a key of \(name)")
    }
  }

  /// How much the guest has read from the disk `target`, such as `sda`.
  ///
  /// Throws `BuildError` when the domain is gone, or has no such disk.
  public func bytesRead(from target: String) throws -> ByteCount {
    var statistics = virDomainBlockStatsStruct()
    let size = MemoryLayout<virDomainBlockStatsStruct>.size
    guard virDomainBlockStats(handle.pointer, target, &statistics, size) == 0 else {
      throw explain(
        LibvirtError.last(), doing: "asking what \(name) has read from its disk \(target)")
    }
    return ByteCount(bytes: max(0, statistics.rd_bytes))
  }
}
