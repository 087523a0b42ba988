extension Guest {
  /// Replaces the content of a file that exists; owner and mode stay as they are.
  public func rewrite(_ path: String, _ content: [UInt8]) async throws {
    let temporary = "\(path).imgbuild"
    try await write(temporary, content, attributes: FileAttributes(mode: 0o600))
    // Through the shell, so that the file itself stays: its owner, mode, links and labels.
    try await check(
      GuestCommand([
        "/bin/sh", "-c", #"cat -- "$1" > "$2" && rm -f -- "$1""#, "sh", temporary, path,
      ]),
      doing: "writing \(path)")
  }
}
