import BuildFoundation
import GuestfsKit

extension ApplianceGuest {
  func diskSize() async throws -> ByteCount {
    try await call("asking for the size of the disk") { try $0.size(ofDevice: Self.disk) }
  }

  func growFileSystem(mountedAt path: String) async throws -> ByteCount {
    try await call("\(path) to be grown", limit: Self.longLimit) {
      // A process would keep the file system mounted.
      try $0.endProcesses()
      let mounts = try $0.mounted().sorted { $0.value.count < $1.value.count }
      try $0.growFileSystem(at: path) {
        for (device, path) in mounts { try $0.mount(device, at: path) }
      }
      return try $0.space(of: path).total
    }
  }
}
