import Foundation

/// Lists archives in the form of `cpio -H newc` (cpio(5), "New ASCII Format").
enum CPIOListing {
  private static let magics = [Array("070701".utf8), Array("070702".utf8)]
  private static let headerSize = 110
  /// The name that ends an archive.
  private static let trailer = "TRAILER!!!"

  /// The names in the archives that `data` begins with, and where something else follows; nil when an
  /// archive is damaged.
  static func read(_ data: Data) -> (names: [String], rest: Data.Index?)? {
    var names: [String] = []
    var offset = data.startIndex
    while true {
      // Archives are padded with zeroes.
      while offset < data.endIndex, data[offset] == 0 { offset += 1 }
      guard offset < data.endIndex else { return (names, nil) }
      guard isArchive(data, at: offset) else { return (names, offset) }
      guard let end = read(data, at: offset, into: &names) else { return nil }
      offset = end
    }
  }

  /// Reads one archive, and gives where it ends.
  private static func read(
    _ data: Data, at start: Data.Index, into names: inout [String]
  ) -> Data.Index? {
    var offset = start
    while isArchive(data, at: offset), let size = field(6, of: data, at: offset),
      let length = field(11, of: data, at: offset), length > 0
    {
      let name = offset + headerSize
      let content = start + aligned(name + length - start)
      let next = start + aligned(content + size - start)
      guard content <= data.endIndex else { return nil }
      let text = String(decoding: data[name..<(name + length - 1)], as: UTF8.self)
      if text == trailer { return min(next, data.endIndex) }
      guard next <= data.endIndex else { return nil }
      names.append(text)
      offset = next
    }
    return nil
  }

  private static func isArchive(_ data: Data, at offset: Data.Index) -> Bool {
    guard data.endIndex - offset >= headerSize else { return false }
    return magics.contains { data[offset...].starts(with: $0) }
  }

  /// A number of the header, which has eight hexadecimal digits for each after the magic.
  private static func field(_ index: Int, of data: Data, at offset: Data.Index) -> Int? {
    let start = offset + 6 + index * 8
    return Int(String(decoding: data[start..<(start + 8)], as: UTF8.self), radix: 16)
  }

  private static func aligned(_ offset: Int) -> Int { (offset + 3) & ~3 }
}
