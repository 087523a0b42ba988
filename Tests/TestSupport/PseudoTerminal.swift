public import Foundation
public import SystemPackage

/// A terminal of the kernel's, and both of its ends.
public final class PseudoTerminal: Sendable {
  /// The end that a person sits at: what is written was typed, what is read is shown.
  public let person: FileDescriptor
  /// The end that a program has as its terminal.
  public let program: FileDescriptor
  /// The name of the program's end.
  public let path: FilePath

  /// Opens one.
  public init() throws {
    person = FileDescriptor(rawValue: open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC))
    var (lock, number): (CInt, CInt) = (0, 0)
    guard person.rawValue >= 0, ioctl(person.rawValue, Self.setLock, &lock) == 0,
      ioctl(person.rawValue, Self.getNumber, &number) == 0
    else { throw Errno(rawValue: errno) }
    path = FilePath("/dev/pts/\(number)")
    program = FileDescriptor(rawValue: open(path.string, O_RDWR | O_NOCTTY | O_CLOEXEC))
    guard program.rawValue >= 0 else { throw Errno(rawValue: errno) }
  }

  // TIOCSPTLCK and TIOCGPTN of <asm/ioctls.h>; Swift sees neither these nor posix_openpt.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  deinit {
    try? person.close()
    try? program.close()
  }

  /// What is shown until it has `text` in it, the end comes, or the limit is over.
  public func shown(
    until text: String, limit: Duration = .seconds(30)
  ) async throws -> String {
    try await Self.read(from: person, until: text, limit: limit)
  }

  /// What can be read until it has `text` in it, the end comes, or the limit is over.
  ///
  /// Blocks no thread: the other side may need the very one.
  public static func read(
    from file: FileDescriptor, until text: String, limit: Duration = .seconds(30)
  ) async throws -> String {
    let (end, wanted) = (ContinuousClock.now + limit, Array(text.utf8))
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.firstRange(of: wanted) == nil, ContinuousClock.now < end {
      var wait = pollfd(fd: file.rawValue, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, 0) > 0 else {
        try await Task.sleep(for: .milliseconds(5))
        continue
      }
      let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Types a text.
  public func type(_ text: String) throws {
    _ = try person.writeAll(Array(text.utf8))
  }

  /// The terminal's settings.
  public var settings: termios {
    var settings = termios()
    tcgetattr(program.rawValue, &settings)
    return settings
  }

  /// Makes the terminal as large.
  public func resize(columns: UInt16, lines: UInt16) {
    var size = winsize(ws_row: lines, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(person.rawValue, UInt(TIOCSWINSZ), &size)
  }

  /// Hands every key on as it is, like a port of a guest.
  public func makeRaw() {
    var settings = settings
    cfmakeraw(&settings)
    tcsetattr(program.rawValue, TCSANOW, &settings)
  }
}
