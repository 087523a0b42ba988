import BuildFoundation
import Foundation
import Pipeline
import SystemPackage

/// Passes on what is typed to a guest, and what the guest prints to the terminal.
///
/// Its loop blocks a queue of its own. The terminal's size is looked at a few times a second: that needs
/// no signal handler, which would be the whole process's.
actor TerminalRelay {
  /// How often the size is looked at, in milliseconds.
  private static let interval: CInt = 250
  /// What was typed and the guest has not taken; then typing waits.
  private static let longestBacklog = 64 << 10

  private let executor = DispatchQueueExecutor(label: "imgbuild.terminal-relay")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let input: CInt
  private let output: OutputDescriptor
  private let mode: TerminalMode
  private let line: any ShellLine
  private let wake: WakeUp
  private var escape = EscapeSequence()
  private var modes = PrivateModes()
  private var backlog: [UInt8] = []
  private var size: TerminalSize
  private var readsLines = false

  /// `input` is a terminal, whose `mode` the caller has made raw.
  init(
    _ line: any ShellLine, input: CInt, output: OutputDescriptor, mode: TerminalMode
  ) throws {
    self.line = line
    self.input = input
    self.output = output
    self.mode = mode
    wake = try WakeUp()
    size = TerminalSize(of: input)
  }

  /// Runs until the shell has ended, the person leaves it, or the task is cancelled.
  nonisolated func run() async -> ShellEnding {
    await withTaskCancellationHandler {
      await loop()
    } onCancel: {
      wake.signal()
    }
  }

  private func loop() -> ShellEnding {
    defer { output.write(modes.reset) }
    while true {
      var files = [
        pollfd(
          fd: backlog.count < Self.longestBacklog ? input : -1, events: Int16(POLLIN), revents: 0),
        pollfd(
          fd: line.descriptor.rawValue,
          events: Int16(backlog.isEmpty ? POLLIN : POLLIN | POLLOUT), revents: 0),
        pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&files, nfds_t(files.count), Self.interval)
      if files[2].revents != 0 { return .left }
      passSize()
      guard count > 0 else { continue }
      if files[1].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0, let ending = show() {
        return ending
      }
      if files[0].revents != 0, let ending = type() { return ending }
      if !backlog.isEmpty, !send() { return .lost(reason: nil) }
    }
  }

  private func passSize() {
    let now = TerminalSize(of: input)
    guard now != size else { return }
    size = now
    line.resize(columns: now.columns, lines: now.lines)
  }

  /// Reads what the guest printed.
  private func show() -> ShellEnding? {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    let count = recv(line.descriptor.rawValue, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    if count < 0 { return errno == EAGAIN || errno == EINTR ? nil : .lost(reason: nil) }
    guard count > 0 else { return .lost(reason: nil) }
    let shown = line.shown(buffer[..<count])
    modes.take(shown)
    output.write(bytes: shown)
    if let status = line.status { return .exited(status) }
    if line.isPlain, !readsLines {
      readsLines = true
      mode.makeLines()
    }
    return nil
  }

  /// Reads what the person typed; the end of the terminal is the end of the shell.
  private func type() -> ShellEnding? {
    var buffer = [UInt8](repeating: 0, count: 4 << 10)
    let count = read(input, &buffer, buffer.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return nil }
    guard count > 0 else { return .left }
    if escape.take(buffer[..<count]) { return .left }
    backlog += buffer[..<count]
    return nil
  }

  private func send() -> Bool {
    let count = backlog.withUnsafeBytes {
      Foundation.send(
        line.descriptor.rawValue, $0.baseAddress, $0.count,
        Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    }
    if count < 0 { return errno == EAGAIN || errno == EINTR }
    backlog.removeFirst(count)
    return true
  }
}
