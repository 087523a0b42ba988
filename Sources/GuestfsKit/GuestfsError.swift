import Glibc

/// What libguestfs said when a call failed.
public struct GuestfsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The library's message; it begins with the name of the call.
  public let message: String
  /// The error number of the appliance's kernel or of the host; 0 when there is none.
  public let number: Int32

  /// Makes an error.
  public init(message: String, number: Int32) {
    self.message = message
    self.number = number
  }

  /// Whether a file system takes no changes at all.
  public var isReadOnlyFileSystem: Bool { number == EROFS }

  public var description: String { message }
}
