import BuildFoundation

extension GuestAgent {
  /// Writes all that file systems hold to the disk, and holds further writes back.
  ///
  /// Until `thawFileSystems()` the agent answers little else, and the guest can stall.
  public func freezeFileSystems() throws {
    _ = try call("guest-fsfreeze-freeze", NoAgentArguments(), seconds: 60, Int.self)
  }

  /// Lets the file systems go on after `freezeFileSystems()`.
  public func thawFileSystems() throws {
    _ = try call("guest-fsfreeze-thaw", NoAgentArguments(), seconds: 60, Int.self)
  }
}
