/// A command for a guest.
public struct GuestCommand: Sendable {
  /// The program's absolute path, or its name for a look-up in the guest's `PATH`, and its arguments.
  public var arguments: [String]
  /// Variables added to the guest's own environment.
  public var environment: [String: String]
  /// How long the command may take.
  public var limit: Duration

  /// Makes a command that may take `limit`.
  public init(
    _ arguments: [String], environment: [String: String] = [:], limit: Duration = .seconds(600)
  ) {
    self.arguments = arguments
    self.environment = environment
    self.limit = limit
  }

  /// A line for `/bin/sh -c`.
  public static func shell(
    _ line: String, environment: [String: String] = [:], limit: Duration = .seconds(600)
  ) -> GuestCommand {
    GuestCommand(["/bin/sh", "-c", line], environment: environment, limit: limit)
  }
}
