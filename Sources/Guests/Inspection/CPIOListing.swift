/// Lists archives in the form of `cpio -H newc` (cpio(5), "New ASCII Format").
enum CPIOListing {
  private static let magics = [Array("070701".utf8), Array("070702".utf8)]
  private static let headerSize = 110
  /// Longer names than a path can have are damage.
  private static let longestName = 4096
  /// The name that ends an archive.
  private static let trailer = "TRAILER!!!"

  /// The names in the archives that a file begins with, and where something else follows; nil when an
  /// archive is damaged.
  static func read(_ file: inout FileWindow) throws -> (names: [String], rest: Int64?)? {
    var names: [String] = []
    var offset: Int64 = 0
    while true {
      offset = try afterPadding(offset, in: &file)
      guard offset < file.count else { return (names, nil) }
      guard try header(at: offset, in: &file) != nil else { return (names, offset) }
      guard let end = try read(&file, at: offset, into: &names) else { return nil }
      offset = end
    }
  }

  /// Archives are padded with zeroes.
  private static func afterPadding(
    _ offset: Int64, in file: inout FileWindow
  ) throws -> Int64 {
    var offset = offset
    while true {
      let bytes = try file.bytes(at: offset, 4096)
      if let content = bytes.firstIndex(where: { $0 != 0 }) {
        return offset + Int64(content - bytes.startIndex)
      }
      if bytes.isEmpty { return offset }
      offset += Int64(bytes.count)
    }
  }

  /// Reads one archive, and gives where it ends.
  private static func read(
    _ file: inout FileWindow, at start: Int64, into names: inout [String]
  ) throws -> Int64? {
    var offset = start
    while let header = try header(at: offset, in: &file), let size = field(6, of: header),
      let length = field(11, of: header), (1...Int64(longestName)).contains(length)
    {
      let name = offset + Int64(headerSize)
      let content = start + aligned(name + length - start)
      let next = start + aligned(content + size - start)
      guard content <= file.count else { return nil }
      let text = String(decoding: try file.bytes(at: name, Int(length) - 1), as: UTF8.self)
      if text == trailer { return min(next, file.count) }
      guard next <= file.count else { return nil }
      names.append(text)
      offset = next
    }
    return nil
  }

  /// The header at `offset`; nil when there is none.
  private static func header(
    at offset: Int64, in file: inout FileWindow
  ) throws -> ArraySlice<UInt8>? {
    let bytes = try file.bytes(at: offset, headerSize)
    guard bytes.count == headerSize, magics.contains(where: { bytes.starts(with: $0) }) else {
      return nil
    }
    return bytes
  }

  /// A number of the header, which has eight hexadecimal digits for each after the magic.
  private static func field(_ index: Int, of header: ArraySlice<UInt8>) -> Int64? {
    let digits = header.dropFirst(6 + index * 8).prefix(8)
    return Int64(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private static func aligned(_ offset: Int64) -> Int64 { (offset + 3) & ~3 }
}
