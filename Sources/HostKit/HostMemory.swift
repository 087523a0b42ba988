public import BuildFoundation

/// The memory of this machine.
public enum HostMemory {
  /// What programs could get now without swapping; nil where the kernel does not tell.
  public static var available: ByteCount? {
    let content = ProcessTable.content(of: "/proc/meminfo") ?? []
    return available(in: String(decoding: content, as: UTF8.self))
  }

  /// The same from the text of `/proc/meminfo`, see proc(5).
  static func available(in memoryInfo: String) -> ByteCount? {
    let line = memoryInfo.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int64($0) }
      .map { .kibibytes($0) }
  }
}
