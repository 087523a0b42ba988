import BuildFoundation
import CLibvirt
import Foundation
public import SystemPackage

extension Connection {
  /// The domain with that name or UUID, running or not; nil when there is none.
  public func find(_ nameOrUUID: String) throws -> Domain? {
    let handle = try open(for: "looking for the domain \(nameOrUUID)")
    let found =
      virDomainLookupByName(handle.pointer, nameOrUUID)
      ?? virDomainLookupByUUIDString(handle.pointer, nameOrUUID)
    guard let found else {
      virResetLastError()
      return nil
    }
    return domain(owning: found, of: handle)
  }

  /// The names of all domains, running or not, sorted.
  public func domainNames() throws -> [String] {
    let handle = try open(for: "listing domains")
    var list: UnsafeMutablePointer<virDomainPtr?>?
    let count = virConnectListAllDomains(handle.pointer, &list, 0)
    guard count >= 0, let list else {
      throw LibvirtError.last().buildError(doing: "listing domains")
    }
    defer { free(list) }
    return (0..<Int(count)).compactMap { index in
      list[index].map { pointer in
        defer { virDomainFree(pointer) }
        return virDomainGetName(pointer).map { String(cString: $0) } ?? ""
      }
    }.sorted()
  }

  /// The path of a volume of a storage pool.
  public func path(ofVolume name: String, in pool: String) throws -> FilePath {
    let doing = "looking for the volume \(name) of the pool \(pool)"
    let handle = try open(for: doing)
    guard let pointer = virStoragePoolLookupByName(handle.pointer, pool) else {
      throw LibvirtError.last().buildError(doing: doing)
    }
    defer { virStoragePoolFree(pointer) }
    guard let volume = virStorageVolLookupByName(pointer, name) else {
      throw LibvirtError.last().buildError(doing: doing)
    }
    defer { virStorageVolFree(volume) }
    guard let path = virStorageVolGetPath(volume) else {
      throw LibvirtError.last().buildError(doing: doing)
    }
    defer { free(path) }
    return FilePath(String(cString: path))
  }

  /// The host that the connection's URI names; nil for this one.
  public nonisolated var remoteHost: String? {
    let host = URL(string: uri)?.host() ?? ""
    return host.isEmpty || host == "localhost" ? nil : host
  }
}
