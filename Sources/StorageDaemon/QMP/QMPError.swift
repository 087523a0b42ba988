/// A command that the QMP server refused.
public struct QMPError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The command's name, such as `blockdev-add`.
  public let command: String
  /// QEMU's error class, nearly always `GenericError`.
  public let errorClass: String
  /// QEMU's sentence for people.
  public let reason: String

  /// Makes an error.
  public init(command: String, errorClass: String, reason: String) {
    self.command = command
    self.errorClass = errorClass
    self.reason = reason
  }

  /// The reason and the command: `Node 'x' not found (blockdev-del)`.
  public var description: String { "\(reason) (\(command))" }
}
