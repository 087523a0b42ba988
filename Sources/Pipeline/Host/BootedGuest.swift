/// A booted image, as a cloud has one: reachable by its network card, restarted and stopped at will.
public protocol BootedGuest: CommandRunner, RestartableSystem {
  /// Makes a TCP port of the guest reachable, and gives the port on the host's loopback address.
  func forward(port: Int) async throws -> Int
  /// The guest's own host name.
  func hostName() async throws -> String
  /// Keeps a picture of what the screen shows beside the console's log, where there is a screen.
  func keepScreen() async
  /// Presses the power button, as a cloud does to stop an instance, and gives whether the guest has
  /// powered itself off within `limit`.
  func pressPowerButton(limit: Duration) async throws -> Bool
}
