public import SystemPackage

/// The host's end of a terminal in a guest.
public protocol ShellLine: Sendable {
  /// A stream socket: what is written was typed, what is read is for `shown`.
  ///
  /// Open as long as somebody has joined it.
  var descriptor: FileDescriptor { get }

  /// What of the bytes that were read is for the person's screen.
  func shown(_ bytes: ArraySlice<UInt8>) -> [UInt8]

  /// The status that the shell ended with; nil before.
  var status: Int32? { get }

  /// Whether the guest could give the shell no terminal, only pipes: it reads whole lines, and echoes
  /// nothing.
  var isPlain: Bool { get }

  /// Tells the guest how large the person's terminal is now.
  func resize(columns: Int, lines: Int)
}
