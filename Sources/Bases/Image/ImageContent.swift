import BuildFoundation
import Foundation
import SystemPackage

/// Reads a few bytes here and there of a file that nobody vouches for.
struct ImageContent {
  let size: Int64
  private let file: FilePath

  /// Throws a `recipe` error when there is no such file.
  init(_ file: FilePath) throws {
    self.file = file
    var status = stat()
    guard stat(file.string, &status) == 0 else {
      throw BuildError(.recipe, "reading the image \(file): \(Errno(rawValue: errno))")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw BuildError(.recipe, "reading the image \(file): it is not a file")
    }
    size = Int64(status.st_size)
  }

  /// Up to `count` bytes from `offset`; fewer where the file ends, none outside of it.
  func bytes(at offset: Int64, _ count: Int) throws -> [UInt8] {
    guard offset >= 0, offset < size else { return [] }
    do {
      let descriptor = try FileDescriptor.open(file, .readOnly, options: .closeOnExec)
      return try descriptor.closeAfter {
        try Array(unsafeUninitializedCapacity: count) { buffer, filled in
          while filled < count {
            let rest = UnsafeMutableRawBufferPointer(
              rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
            let read = try descriptor.read(
              fromAbsoluteOffset: offset + Int64(filled), into: rest)
            if read == 0 { break }
            filled += read
          }
        }
      }
    } catch {
      throw BuildError(.host, "reading the image \(file): \(error.reason)")
    }
  }

  func starts(with text: String, at offset: Int64 = 0) throws -> Bool {
    try bytes(at: offset, text.utf8.count) == Array(text.utf8)
  }
}

extension [UInt8] {
  /// The number in `range`, the most significant byte first; nil where there is less than that.
  func bigEndian(_ range: Range<Int>) -> UInt64? {
    range.upperBound <= count ? self[range].reduce(0) { $0 << 8 | UInt64($1) } : nil
  }

  /// The number in `range`, the least significant byte first; nil where there is less than that.
  func littleEndian(_ range: Range<Int>) -> UInt64? {
    range.upperBound <= count ? self[range].reversed().reduce(0) { $0 << 8 | UInt64($1) } : nil
  }
}
