import BuildFoundation
import Foundation
import Glibc
import SystemPackage

/// The file on the host into which the appliance's output port writes, and its folder.
///
/// A command writes to a virtio port, QEMU writes that to the file, and the file is followed while
/// the call that runs the command blocks.
struct OutputChannel: Sendable {
  /// The port's name; `/dev/virtio-ports/NAME` in the appliance, and the same in a builder.
  static let port = "org.imgbuild.output.0"
  /// How often the file is looked at: often enough that output seems to come at once.
  private static let interval = Duration.milliseconds(50)

  let folder: FilePath
  var file: FilePath { folder.appending("output") }

  /// Makes a new, private folder below `parent`, or where the system has such folders.
  init(below parent: FilePath?) throws {
    folder = try makeTemporaryFolder("imgbuild-appliance", below: parent)
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: folder.string)
  }

  /// How much is in the file.
  var size: Int64 {
    var status = stat()
    return stat(file.string, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// Gives the lines that come after `offset`, until the command has written `mark`.
  ///
  /// Ends early, with what there is, when the task is cancelled.
  func follow(
    from offset: Int64, until mark: [UInt8], line: @Sendable (String) -> Void
  ) async throws {
    var reader = OutputReader(mark: mark)
    var offset = offset
    let descriptor = try FileDescriptor.open(file, .readOnly, options: .closeOnExec)
    defer { try? descriptor.close() }
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while !reader.isFinished {
      let count = try buffer.withUnsafeMutableBytes {
        try descriptor.read(fromAbsoluteOffset: offset, into: $0)
      }
      offset += Int64(count)
      reader.push(buffer[..<count]).forEach(line)
      if count == 0 {
        do {
          try await Task.sleep(for: Self.interval)
        } catch {
          reader.finish().forEach(line)
          return
        }
      }
    }
  }
}
