import BuildFoundation
import Foundation
import HostKit

/// How many builds go on at a time.
struct BuildJobs: Sendable {
  /// What a build takes beside its guest: QEMU's own memory, the storage daemon, mmdebstrap.
  private static let overhead = ByteCount.mebibytes(512)
  /// The memory of an appliance.
  private static let appliance = ByteCount.mebibytes(1280)

  /// At most so many.
  let limit: Int
  /// They may need this much together; nil where nothing is known about it.
  let memory: ByteCount?

  /// Jobs as `--jobs` says, or one for each processor; no more than memory is there for.
  init(
    _ wanted: Int?, processors: Int = ProcessInfo.processInfo.activeProcessorCount,
    memory: ByteCount? = HostMemory.available
  ) {
    limit = max(1, wanted ?? processors)
    self.memory = memory
  }

  /// What a build with such a builder needs while one of its guests runs.
  static func need(builder: ByteCount) -> ByteCount {
    ByteCount(bytes: max(builder, appliance).bytes + overhead.bytes)
  }

  /// Whether a build that needs `next` may begin beside those that need `running`.
  ///
  /// The first always may: a build on its own says best what it lacks.
  func admit(_ next: ByteCount, beside running: some Collection<ByteCount>) -> Bool {
    guard !running.isEmpty else { return true }
    guard running.count < limit else { return false }
    guard let memory else { return true }
    return running.reduce(next.bytes) { $0 + $1.bytes } <= memory.bytes
  }
}
