extension WindowsInstallation {
  /// Lets Remote Desktop in, or not; with authentication at network level, or without.
  ///
  /// Source: "fDenyTSConnections" and "UserAuthentication" of the Unattended Windows Setup Reference.
  public func remoteDesktop(isLetIn: Bool, authenticates: Bool) -> [RegistryChange] {
    let server = RegistryKey(controlSet).appending(#"Control\Terminal Server"#)
    return [
      RegistryChange(
        .system, server, .set(["fDenyTSConnections": .number(isLetIn ? 0 : 1)])),
      RegistryChange(
        .system, server.appending(#"WinStations\RDP-Tcp"#),
        .set(["UserAuthentication": .number(authenticates ? 1 : 0)])),
    ]
  }

  /// Turns the firewall on or off for a kind of network.
  ///
  /// Source: [MS-FASP], the profiles' keys below `FirewallPolicy`.
  public func firewall(_ profile: FirewallProfile, isOn: Bool) -> RegistryChange {
    RegistryChange(
      .system,
      RegistryKey(controlSet).appending(
        #"Services\SharedAccess\Parameters\FirewallPolicy\"# + profile.key),
      .set(["EnableFirewall": .number(isOn ? 1 : 0)]))
  }
}
