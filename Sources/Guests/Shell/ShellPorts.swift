import SystemPackage

/// The two virtio ports of a guest's shell, and the sockets that they end in on the host.
struct ShellPorts: Sendable {
  /// The port that carries what is typed and printed.
  static let terminal = "org.imgbuild.shell.0"
  /// The port that carries the terminal's size, and whose end is the end of the shell.
  static let sizes = "org.imgbuild.shell.1"

  /// The socket of `terminal`.
  let terminalSocket: FilePath
  /// The socket of `sizes`.
  let sizesSocket: FilePath

  /// Ports of the guest that is known as `role` among those that keep sockets in `folder`.
  init(_ role: String, in folder: FilePath) {
    terminalSocket = folder.appending("\(role)-shell.0")
    sizesSocket = folder.appending("\(role)-shell.1")
  }

  /// The sockets by the ports' names.
  var sockets: [String: FilePath] {
    [Self.terminal: terminalSocket, Self.sizes: sizesSocket]
  }
}
