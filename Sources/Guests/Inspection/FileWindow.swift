import SystemPackage

/// Bytes of an open file, of which only a window is in memory: what is skipped is never read.
struct FileWindow {
  private static let length = 64 << 10

  private let file: FileDescriptor
  /// The file's size.
  let count: Int64
  private var start: Int64 = 0
  private var content: [UInt8] = []

  /// A window over `file`, which stays open while it is used.
  init(_ file: FileDescriptor) throws {
    self.file = file
    count = try file.seek(offset: 0, from: .end)
  }

  /// The bytes from `offset`, at most `length` and at most a window; fewer at the file's end.
  mutating func bytes(at offset: Int64, _ length: Int) throws -> ArraySlice<UInt8> {
    let end = min(offset + Int64(min(length, Self.length)), count)
    guard offset >= 0, offset < end else { return [] }
    if offset < start || end > start + Int64(content.count) {
      let size = Int(min(Int64(Self.length), count - offset))
      content = try [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
        while filled < size {
          let rest = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
          let read = try file.read(fromAbsoluteOffset: offset + Int64(filled), into: rest)
          // Somebody has cut the file.
          if read == 0 { break }
          filled += read
        }
      }
      start = offset
    }
    let first = Int(offset - start)
    return content[first..<max(first, min(content.count, Int(end - start)))]
  }
}
