import SystemPackage

/// The fields of /proc/PID/stat that tell processes apart, see proc(5).
public struct ProcessStatus: Sendable, Equatable {
  /// The program's name, cut by the kernel to 15 bytes.
  public let name: String
  /// One letter: `R`, `S`, `Z` for a zombie.
  public let state: Character
  /// The parent's id.
  public let parent: Int32
  /// The process group's id.
  public let group: Int32
  /// When it started, in clock ticks since boot.
  public let startTime: UInt64

  /// Reads the status of a process; nil when there is none.
  public init?(pid: Int32) {
    // A line is far shorter than that, and the kernel gives it in one piece.
    var line = [UInt8](repeating: 0, count: 4096)
    guard
      let file = try? FileDescriptor.open("/proc/\(pid)/stat", .readOnly, options: .closeOnExec)
    else { return nil }
    defer { try? file.close() }
    guard let count = try? line.withUnsafeMutableBytes({ try file.read(into: $0) }) else {
      return nil
    }
    self.init(stat: String(decoding: line[..<count], as: UTF8.self))
  }

  /// Reads a line of /proc/PID/stat; the name may hold blanks and brackets.
  public init?(stat: String) {
    guard let open = stat.firstIndex(of: "("), let close = stat.lastIndex(of: ")"), open < close
    else { return nil }
    // The first field after the name is the third of the line.
    let fields = stat[stat.index(after: close)...].split { $0 == " " || $0 == "\n" }
    guard fields.count > 19, let state = fields[0].first, let parent = Int32(fields[1]),
      let group = Int32(fields[2]), let startTime = UInt64(fields[19])
    else { return nil }
    self.name = String(stat[stat.index(after: open)..<close])
    self.state = state
    self.parent = parent
    self.group = group
    self.startTime = startTime
  }

  /// Whether it has ended and waits for its parent to notice.
  public var hasEnded: Bool { state == "Z" || state == "X" }
}
