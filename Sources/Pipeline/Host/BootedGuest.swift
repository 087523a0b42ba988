/// A booted image whose network card can be reached.
public protocol BootedGuest: Guest {
  /// Makes a TCP port of the guest reachable, and gives the port on the host's loopback address.
  func forward(port: Int) async throws -> Int
  /// The guest's own host name.
  func hostName() async throws -> String
}
