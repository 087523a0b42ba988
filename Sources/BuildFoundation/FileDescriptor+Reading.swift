public import SystemPackage

extension FileDescriptor {
  /// Reads to the end, or `limit` bytes; throws `Errno`.
  public func readUpTo(_ limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < limit {
      let count = try chunk.withUnsafeMutableBytes { try read(into: $0) }
      if count == 0 { break }
      bytes += chunk.prefix(count)
    }
    return Array(bytes.prefix(limit))
  }
}
