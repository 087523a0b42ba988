import BuildFoundation
import Foundation
import HostKit
import SystemPackage

/// Unpacks a file into a sparse one.
enum ImageUnpacking {
  /// Two programs in a pipe, because neither gzip nor bzip2 leaves holes where there are zeroes; the
  /// first one's status goes through a file, because POSIX shells tell only the last one's.
  private static let script = #"""
    out=$1 in=$2 limit=$3
    shift 3
    # In blocks of 512 bytes: a few kilobytes can unpack to any size.
    [ "$limit" = 0 ] || ulimit -f "$limit"
    { "$@" < "$in"; echo $? > "$out.status"; } |
      dd of="$out" bs=1M iflag=fullblock conv=sparse status=none || exit
    read -r status < "$out.status"
    rm -f "$out.status"
    exit "$status"
    """#

  /// Unpacks `packed` to `path`; what comes out beyond `limit` bytes is an error.
  ///
  /// `onStart` gets the processes' group. Throws `BuildError`, and leaves no file then.
  static func unpack(
    _ packed: FilePath, name: String, by kind: Compression, to path: FilePath,
    limit: Int64?, onStart: @Sendable (Int32) -> Void
  ) async throws {
    let tool = try kind.tool.located().string
    let blocks = limit.map { $0 / 512 + 1 } ?? 0
    let tail = OutputTail()
    do {
      let status = try await ExternalTool.shell.run(
        ["-c", script, "sh", path.string, packed.string, "\(blocks)", tool, "-d", "-c"],
        onStart: onStart, onLine: { tail.append($0) })
      if status != 0 { throw failure(status, name, limit, tail.lines) }
    } catch {
      unlink(path.string)
      unlink("\(path.string).status")
      throw error
    }
  }

  private static func failure(
    _ status: Int32, _ name: String, _ limit: Int64?, _ output: [String]
  ) -> BuildError {
    if status == 128 + SIGXFSZ, let limit {
      return BuildError(
        .recipe, "unpacking \(name): it is larger than \(ByteCount(bytes: limit)) unpacked",
        hint: "make `disk.size` at least as large as the image's disk")
    }
    let isFull = output.contains { $0.contains("No space left on device") }
    return BuildError(
      isFull ? .host : .buildFailed,
      "unpacking \(name): \(output.last ?? "the program ended with status \(status)")",
      hint: isFull ? "make room, or set XDG_CACHE_HOME to another folder" : "is it whole?",
      output: output)
  }
}
