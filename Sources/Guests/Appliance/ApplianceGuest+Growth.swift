import BuildFoundation
import GuestfsKit

extension ApplianceGuest {
  func diskSize() async throws -> ByteCount {
    try await call("asking for the size of the disk") { try $0.size(ofDevice: Self.disk) }
  }

  func growFileSystem(mountedAt path: String) async throws -> ByteCount {
    let layout = layout
    return try await call("\(path) to be grown", limit: Self.longLimit) {
      // A process would keep the file system mounted.
      try $0.endProcesses()
      try $0.growFileSystem(at: path) { try Self.mount(layout, in: $0) }
      return try $0.space(of: path).total
    }
  }
}
