import BuildFoundation
import CGuestfs
import Foundation

extension Appliance {
  /// Bytes of a device, mounted or not; fewer than `count` at its end.
  public func readDevice(_ device: String, offset: Int64, count: Int) throws -> [UInt8] {
    try value("reading \(device)") { handle in
      var size = 0
      guard let bytes = guestfs_pread_device(handle, device, Int32(count), offset, &size) else {
        return nil
      }
      defer { free(bytes) }
      return bytes.withMemoryRebound(to: UInt8.self, capacity: size) {
        Array(UnsafeBufferPointer(start: $0, count: size))
      }
    }
  }
}
